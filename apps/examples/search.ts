import { Size } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';
import { SearchCluster } from '../../lib/data';

const cluster = new Cluster('prod-1', {
  environment: new Environment('prod', { tier: 'production' }),
  kubernetesVersion: '1.34',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  // Where the operator's pods are: network policies let them in.
  operators: [
    {
      product: 'eck',
      version: '3.5',
      namespace: 'elastic-system',
      podLabels: { 'control-plane': 'elastic-operator' },
    },
  ],
  storageClasses: [{ name: 'fast', default: true }],
  externalObjects: [{ kind: 'Secret', namespace: 'search', name: 'catalog-user' }],
});
const memory = (amount: string) => ({ requests: { cpu: '1', memory: amount }, limits: { memory: amount } });

export const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
  const chart = new ClusterChart(scope, 'search', { namespace: 'search' });
  const products = new SearchCluster(chart, 'products', {
    version: '9.2.0',
    tiers: {
      masters: {
        instances: 3,
        roles: ['master'],
        storage: { size: Size.gibibytes(5) },
        resources: memory('2Gi'),
      },
      data: {
        instances: 3,
        roles: ['data', 'ingest'],
        storage: { size: Size.gibibytes(100) },
        resources: memory('8Gi'),
      },
    },
    users: ['catalog-user'],
    kibana: { instances: 2, resources: memory('1Gi') },
  });
  const catalog = new WebService(chart, 'catalog', {
    image: 'registry.example/catalog:2.4.0',
    port: Port.http(8080),
    probes: { readiness: { httpGet: { path: '/healthz' } } },
    resources: memory('256Mi'),
    env: products.env({ user: 'catalog-user' }),
    // Its certificate is signed by an authority that the operator makes.
    volumes: [{ name: 'authority', secret: { secretName: products.connection.caSecretName } }],
    container: { volumeMounts: [{ name: 'authority', mountPath: '/etc/search' }] },
  });
  catalog.connections.allowTo(products);
});
