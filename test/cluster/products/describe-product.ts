import { describeCluster } from '../describe-cluster';
import type { SimulatedCluster } from '../simulation/simulated-cluster';
import type { ProductController } from './product-controller';
import { canRun, runProduct } from './run-product';

/** A suite for a controller that runs beside the cluster; skipped where building it is nobody's wish. */
export function describeProduct(
  title: string,
  controller: ProductController,
  suite: (cluster: SimulatedCluster) => void,
): void {
  const { command, definitions } = controller;
  if (!canRun(controller)) {
    describe.skip(title, () => {
      test.todo(`needs ${command.name}, and the definitions of ${definitions.join(', ')}`);
    });
    return;
  }
  describeCluster(title, (cluster) => {
    let stop = (): Promise<void> => Promise.resolve();

    beforeAll(async () => {
      stop = await runProduct(controller, cluster);
    });

    afterAll(() => stop());

    suite(cluster);
  });
}
