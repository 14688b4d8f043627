import { Duration, Size } from 'cdk8s';
import { Cluster, ClusterChart, Environment, ExternalService, Fleet, Port, WebService } from '../../lib';
import { Database } from '../../lib/data';

const cluster = new Cluster('prod-1', {
  environment: new Environment('prod', { tier: 'production' }),
  kubernetesVersion: '1.34',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  network: { apiServer: { cidrs: ['172.20.0.1/32'], port: 443 } },
  storageClasses: [{ name: 'fast', volumeBindingMode: 'WaitForFirstConsumer', allowVolumeExpansion: true }],
  operators: [
    {
      product: 'cloudnative-pg',
      version: '1.30',
      namespace: 'cnpg-system',
      podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
      barmanCloud: true,
    },
  ],
});

export const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
  const shop = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  const bucket = new ExternalService(shop, 'bucket', {
    hosts: ['s3.eu-west-1.amazonaws.com'],
    cidrs: ['192.0.2.0/24'],
  });

  const orders = new Database(shop, 'orders', {
    engine: 'postgresql',
    version: '17.5',
    storage: { size: Size.gibibytes(50), storageClassName: 'fast' },
    resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '4Gi' } },
    highAvailability: { synchronousReplicas: 1 },
    backup: { path: 's3://backups/orders', peer: bucket.peer, schedule: '0 3 * * *', retention: Duration.days(30) },
    pooler: { instances: 2 },
  });

  orders.usedBy(
    (env) =>
      new WebService(shop, 'web', {
        image: 'registry.example/web:1.0.0',
        port: Port.http(8080),
        env,
        probes: { readiness: { httpGet: { path: '/healthz' } } },
        resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      }),
  );
});
