import { announcedServers } from '../control-plane/announced-servers';
import { TestCluster } from '../control-plane/client/test-cluster';

/** A suite for each API server of this run; one that is skipped where there is none. */
export function describeVersions(title: string, suite: (cluster: TestCluster) => void): void {
  const servers = announcedServers();
  if (servers.length === 0) {
    describe.skip(title, () => {
      test.todo('needs an API server');
    });
  }
  for (const { version, access } of servers) {
    describe(`${title} (Kubernetes ${version})`, () => {
      const cluster = new TestCluster(version, access);
      suite(cluster);
      afterAll(() => cluster.client.close());
    });
  }
}
