import { argoCd, Cluster, ClusterChart, Environment, Fleet, flux, Port, WebService } from '../../lib';

const repository = { url: 'https://github.com/acme/platform', revision: 'main', path: 'dist' };
const clusters = [
  new Cluster('dev-1', {
    environment: new Environment('dev'),
    kubernetesVersion: '1.34',
    gitOps: flux({ repository }),
  }),
  new Cluster('test-1', {
    environment: new Environment('test'),
    kubernetesVersion: '1.34',
    gitOps: argoCd({ repository }),
  }),
];

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const database = new ClusterChart(cluster, 'accounts', { namespace: 'accounts' });
  new WebService(database, 'accounts', { image: 'registry.example/accounts:1.4.2', port: Port.http(8080) });

  const shop = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  new WebService(shop, 'web', { image: 'registry.example/web:2.0.0', port: Port.http(8080) });
  // A later wave of Argo CD; a Kustomization of Flux that waits.
  shop.addDependency(database);
});
