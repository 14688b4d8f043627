import { Cluster, ClusterChart, Environment, Fleet, Peers, Port, WebService } from '../../lib';

const dev = new Environment('dev');
const prod = new Environment('prod', { tier: 'production' });

const clusters = [
  new Cluster('dev-euw1', { environment: dev, kubernetesVersion: '1.36' }),
  new Cluster('prod-euw1', {
    environment: prod,
    kubernetesVersion: '1.32',
    region: 'eu-west-1',
    zones: ['eu-west-1a', 'eu-west-1b'],
  }),
];

export const quickstart = new Fleet({ name: 'quickstart', clusters }).deploy((cluster) => {
  const shop = new ClusterChart(cluster, 'shop', { namespace: 'shop' });

  const cart = new WebService(shop, 'cart', {
    image: 'registry.example/cart:1.4.2',
    port: Port.grpc(7070),
    probes: { readiness: { grpc: {} } },
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });
  const frontend = new WebService(shop, 'frontend', {
    image: 'registry.example/frontend:2.0.0',
    port: Port.http(8080, { servicePort: 80 }),
    probes: { readiness: { httpGet: { path: '/healthz' } } },
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });

  frontend.connections.allowFrom(Peers.anywhere()).allowTo(cart);
});
