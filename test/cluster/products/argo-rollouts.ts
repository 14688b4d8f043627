import { freePorts } from '../../control-plane/processes/free-ports';
import { startWithAccess } from '../../control-plane/processes/start-with-access';
import type { ProductController } from './product-controller';

/** The controller of Rollouts: it makes ReplicaSets, and moves the weights of routes. */
export const argoRollouts: ProductController = {
  command: {
    name: 'rollouts-controller',
    module: 'github.com/argoproj/argo-rollouts',
    version: 'v1.9.2',
    folder: 'cmd/rollouts-controller',
  },
  definitions: ['argo-rollouts', 'istio'],
  start: async (file, cluster, { access }) => {
    const [metricsPort = 0, healthPort = 0] = await freePorts(2);
    const controller = startWithAccess('rollouts-controller', file, access, [
      '--namespaced=false',
      '--leader-elect=false',
      // It misses a change once in a while, and would look again after a quarter of an hour.
      '--rollout-resync=5',
      `--metricsport=${metricsPort}`,
      `--healthzPort=${healthPort}`,
    ]);
    await cluster.server.eventually('rollouts-controller answers', () =>
      controller.answers(`http://127.0.0.1:${healthPort}/healthz`),
    );
    return () => controller.stop();
  },
};
