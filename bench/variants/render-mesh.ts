import { Duration } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';
import { isMeshName, meshClusters } from '../workload/mesh-clusters';

// Renders so many services, each with six connections and a timeout where a mesh can do that, for one mesh.
const [mesh = '', services = '500'] = process.argv.slice(2);
if (!isMeshName(mesh)) throw new Error(`no mesh ${mesh}: there are ${Object.keys(meshClusters).join(', ')}`);
const connectionsEach = 6;

const cluster = new Cluster('prod-euw1', {
  environment: new Environment('prod', { tier: 'production' }),
  kubernetesVersion: '1.36',
  ...meshClusters[mesh],
});
const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
  const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  const all = Array.from(
    { length: Number(services) },
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
const { manifests, findings } = fleet.render('prod-euw1');
const errors = findings.filter(({ severity }) => severity === 'error');
if (errors.length > 0) throw new Error(`${errors.length} errors, the first: ${errors[0]?.message ?? ''}`);
console.log(manifests.length);
