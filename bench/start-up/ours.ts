import { ClusterChart, Cluster, Environment, Fleet, Port, WebService } from '../../lib';
import { everything } from '../../lib/fleet/selection';

// Three services, which make ten objects with their namespace and the budget of the one that has two replicas.
const [outdir = ''] = process.argv.slice(2);
const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.33' });
const fleet = new Fleet({ clusters: [cluster], outdir });
fleet.deploy((scope) => {
  const chart = new ClusterChart(scope, 'shop', { namespace: { name: 'shop', isolated: false } });
  for (const id of ['cart', 'checkout', 'frontend']) {
    new WebService(chart, id, { image: `registry.example.com/${id}:1.0`, port: Port.http(8080) });
  }
});
fleet.synth(everything);
