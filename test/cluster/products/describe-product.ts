import { announcedServers } from '../../control-plane/announced-servers';
import { isAtHand, publishedBinary } from '../../control-plane/binaries/published-command';
import { definitionGroups } from '../../control-plane/definitions/definition-groups';
import { describeCluster } from '../describe-cluster';
import type { SimulatedCluster } from '../simulation/simulated-cluster';
import type { ProductController } from './product-controller';

/** A suite for a controller that runs beside the cluster; skipped where building it is nobody's wish. */
export function describeProduct(
  title: string,
  controller: ProductController,
  suite: (cluster: SimulatedCluster) => void,
): void {
  const { command, definitions, start } = controller;
  const groups = definitionGroups().filter(({ name }) => definitions.includes(name));
  if (!isAtHand(command) || groups.length < definitions.length) {
    describe.skip(title, () => {
      test.todo(`needs ${command.name}, and the definitions of ${definitions.join(', ')}`);
    });
    return;
  }
  describeCluster(title, (cluster) => {
    let stop = (): Promise<void> => Promise.resolve();

    beforeAll(async () => {
      const server = announcedServers().find(({ version }) => version === cluster.version);
      if (server === undefined) throw new Error(`no server of ${cluster.version} runs`);
      await cluster.define(groups);
      stop = await start(await publishedBinary(command), cluster, server);
    });

    afterAll(() => stop());

    suite(cluster);
  });
}
