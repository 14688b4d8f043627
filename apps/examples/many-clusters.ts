import { Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';

const environment = new Environment('prod', { tier: 'production' });
const regions = ['eu-west-1', 'eu-central-1', 'us-east-1'];
const clusters = regions.map(
  (region) =>
    new Cluster(`prod-${region}`, {
      environment,
      region,
      zones: ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
      kubernetesVersion: '1.34',
      jurisdictions: region.startsWith('eu-') ? ['EU'] : ['US'],
      nodePools: [{ name: 'general', allocatable: { cpu: '3920m', memory: '14Gi', pods: '58' }, maximum: 6 }],
      externalObjects: [{ kind: 'Secret', namespace: 'shop', name: 'shop-tls' }],
      network: {
        ingressControllers: [
          { api: 'Ingress', className: 'nginx', namespace: 'ingress-nginx', podLabels: { app: 'ingress-nginx' } },
        ],
      },
    }),
);

const resources = { requests: { cpu: '500m', memory: '256Mi' }, limits: { memory: '256Mi' } };
const probes = { readiness: { httpGet: { path: '/healthz' } } };

export const fleet = new Fleet({ clusters, name: 'shop' });

// Twelve replicas are left whichever region is lost: six in each of three.
fleet.place(
  'shop',
  { replicas: 12, failover: 'region', survives: 'region', requests: resources.requests },
  (cluster, { replicas }) => {
    const shop = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const image = 'registry.example/shop:1.0.0';
    const web = new WebService(shop, 'web', { image, port: Port.http(8080), replicas, probes, resources });
    web.expose({ hosts: ['shop.example.com'], tls: { secretName: 'shop-tls' } });
  },
);

// Names and addresses of customers do not leave the Union.
fleet.place('customers', { residency: ['EU'], spread: { clusters: 1 } }, (cluster) => {
  const customers = new ClusterChart(cluster, 'customers', { namespace: 'customers' });
  const image = 'registry.example/customers:1.0.0';
  new WebService(customers, 'api', { image, port: Port.http(8080), replicas: 2, probes, resources });
});
