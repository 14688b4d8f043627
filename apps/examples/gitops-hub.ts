import { argoCd, Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';

const repository = { url: 'https://github.com/acme/platform', revision: 'main', path: 'dist' };
const staging = new Environment('staging');

const clusters = [
  // Argo CD runs here, and syncs the others.
  new Cluster('hub-1', { environment: staging, kubernetesVersion: '1.34', gitOps: argoCd({ repository, hub: true }) }),
  ...['staging-euw1', 'staging-use1'].map(
    (name) =>
      new Cluster(name, {
        environment: staging,
        kubernetesVersion: '1.34',
        gitOps: argoCd({ repository, syncedBy: 'hub-1' }),
      }),
  ),
];

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  if (Cluster.of(cluster).name === 'hub-1') return;
  const shop = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  new WebService(shop, 'web', { image: 'registry.example/web:2.0.0', port: Port.http(8080) });
});
