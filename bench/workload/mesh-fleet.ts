import { Duration } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';
import { meshClusters, type MeshName } from './mesh-clusters';

const connectionsEach = 6;

/** One cluster with so many services, each with six connections and a timeout where a mesh can do that. */
export function meshFleet(mesh: MeshName, services: number): Fleet {
  const cluster = new Cluster('prod-euw1', {
    environment: new Environment('prod', { tier: 'production' }),
    kubernetesVersion: '1.36',
    ...meshClusters[mesh],
  });
  return new Fleet({ clusters: [cluster] }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    const all = Array.from(
      { length: services },
      (_, index) =>
        new WebService(chart, `service-${index}`, { image: 'registry.example/service:1', port: Port.http(8080) }),
    );
    all.forEach((service, index) => {
      for (let step = 1; step <= connectionsEach; step += 1) {
        const server = all[(index + step * step) % all.length];
        if (server !== undefined && server !== service) service.connections.allowTo(server);
      }
      if (mesh !== 'none') service.traffic.set({ timeout: Duration.seconds(2) });
    });
  });
}
