import { ClusterChart, Cluster, Environment, Fleet, Port, WebService } from '../../lib';
import { TreeWriter } from '../../lib/synth/writer/tree-writer';

// Three services, which make ten objects with their namespace and the budget of the one that has two replicas.
const [outdir = ''] = process.argv.slice(2);
const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.33' });
const fleet = new Fleet({ clusters: [cluster] });
fleet.deploy((scope) => {
  const chart = new ClusterChart(scope, 'shop', { namespace: { name: 'shop', isolated: false } });
  for (const id of ['cart', 'checkout', 'frontend']) {
    new WebService(chart, id, { image: `registry.example.com/${id}:1.0`, port: Port.http(8080) });
  }
});
const writer = new TreeWriter(outdir);
const tree = writer.cluster('dev', 'dev-1');
for (const object of fleet.render('dev-1').manifests) tree.add(object);
tree.close();
writer.publish();
