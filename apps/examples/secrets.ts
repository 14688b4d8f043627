import { Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';
import { ClusterSecretStore, ExternalSecret } from '../../lib/secrets';

const environment = new Environment('dev');
const clusters = [new Cluster('dev-1', { environment, kubernetesVersion: '1.34' })];

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const platform = new ClusterChart(cluster, 'platform', { namespace: 'platform' });
  const vault = new ClusterSecretStore(platform, 'vault', {
    provider: { aws: { service: 'SecretsManager', region: 'eu-west-1' } },
  });

  const shop = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const database = new ExternalSecret(shop, 'database', {
    store: vault.ref,
    data: { user: 'shop/user', password: { key: 'shop/database', property: 'password' } },
  });
  new WebService(shop, 'orders', {
    image: 'registry.example/orders:1.4.2',
    port: Port.http(8080),
    // A key as a variable, and all keys as files.
    env: { DATABASE_USER: database.secret.value('user') },
    config: [database.secret.mount('/etc/database')],
  });
});
