import { Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';

const prometheus = { namespace: 'monitoring', podLabels: { 'app.kubernetes.io/name': 'prometheus' } };
const clusters = [
  new Cluster('dev-1', {
    environment: new Environment('dev'),
    kubernetesVersion: '1.34',
    network: { monitoring: prometheus },
  }),
];

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const cart = new WebService(chart, 'cart', {
    image: 'registry.example/cart:1.4.2',
    // Requests on two ports, and a third for Prometheus: that one is open to the cluster's monitoring alone.
    ports: [Port.grpc(7070), Port.http(8080), Port.http(9090, { name: 'metrics' })],
    metrics: { port: 'metrics', path: '/metrics' },
    probes: { readiness: { httpGet: { port: 'http', path: '/healthz' } } },
  });
  const web = new WebService(chart, 'web', { image: 'registry.example/web:2.0.0', port: Port.http(8080) });
  // Of the cart, the web needs gRPC and nothing else.
  web.connections.allowTo(cart, { ports: ['grpc'] });
});
