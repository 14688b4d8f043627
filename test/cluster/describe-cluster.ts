import { announcedServers } from '../control-plane/announced-servers';
import { SimulatedCluster } from './simulation/simulated-cluster';

/** A suite for each cluster of this run, empty before each test; one that is skipped where there is none. */
export function describeCluster(title: string, suite: (cluster: SimulatedCluster) => void): void {
  const servers = announcedServers();
  if (servers.length === 0) {
    describe.skip(title, () => {
      test.todo('needs a control plane');
    });
  }
  for (const { version, access } of servers) {
    describe(`${title} (Kubernetes ${version})`, () => {
      const cluster = new SimulatedCluster(version, access);
      beforeAll(() => cluster.clear());
      afterEach(() => cluster.clear());
      suite(cluster);
      afterAll(() => cluster.close());
    });
  }
}
