import { freePorts } from '../../control-plane/processes/free-ports';
import { startWithAccess } from '../../control-plane/processes/start-with-access';
import type { ProductController } from './product-controller';

/** Flagger: it makes a primary of a Deployment, and moves the weights of the route that it makes between both. */
export const flagger: ProductController = {
  command: { name: 'flagger', module: 'github.com/fluxcd/flagger', version: 'v1.36.1', folder: 'cmd/flagger' },
  definitions: ['flagger', 'gateway-api-standard', 'istio'],
  start: async (file, cluster, { access }) => {
    const [port = 0] = await freePorts(1);
    const controller = startWithAccess('flagger', file, access, [
      `--port=${port}`,
      // Nothing is measured where no request is sent.
      '--metrics-server=http://127.0.0.1:9',
      '--control-loop-interval=500ms',
    ]);
    await cluster.server.eventually('flagger answers', () => controller.answers(`http://127.0.0.1:${port}/healthz`));
    return () => controller.stop();
  },
};
