import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../control-plane/processes/free-ports';
import { kubeconfigOf } from '../../control-plane/client/kubeconfig-of';
import { SupervisedProcess } from '../../control-plane/processes/supervised-process';
import type { ProductController } from './product-controller';

/** Flux's controller of Kustomizations. What it applies is served by the test: the controller of sources does not run. */
export const kustomizeController: ProductController = {
  command: {
    name: 'kustomize-controller',
    module: 'github.com/fluxcd/kustomize-controller',
    version: 'v1.9.4',
    folder: '',
  },
  definitions: ['flux'],
  start: async (file, cluster, { access }) => {
    const [metricsPort = 0, healthPort = 0] = await freePorts(2);
    const controller = new SupervisedProcess('kustomize-controller');
    const kubeconfig = join(controller.folder, 'kubeconfig');
    writeFileSync(kubeconfig, kubeconfigOf('loopback', access), { mode: 0o600 });
    // It has no flag for that file.
    controller.start([
      'env',
      `KUBECONFIG=${kubeconfig}`,
      file,
      `--metrics-addr=127.0.0.1:${metricsPort}`,
      `--health-addr=127.0.0.1:${healthPort}`,
      '--requeue-dependency=1s',
      '--min-retry-delay=200ms',
      '--max-retry-delay=1s',
    ]);
    await cluster.server.eventually('kustomize-controller answers', () =>
      controller.answers(`http://127.0.0.1:${healthPort}/healthz`),
    );
    return () => controller.stop();
  },
};
