import { Duration } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, istio, linkerd, Port, WebService } from '../../lib';

const environment = new Environment('dev');
const gatewayApi = { version: '1.5', channel: 'standard' } as const;
const clusters = [
  new Cluster('istio-1', { environment, kubernetesVersion: '1.34', mesh: istio({ version: '1.30' }) }),
  new Cluster('linkerd-1', { environment, kubernetesVersion: '1.34', gatewayApi, mesh: linkerd({ version: '2.20' }) }),
];

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const image = 'registry.example/cart:1.4.2';
  const cart = new WebService(chart, 'cart', { image, port: Port.http(8080) });
  const canary = new WebService(chart, 'cart-canary', { image: 'registry.example/cart:1.5.0', port: Port.http(8080) });
  const web = new WebService(chart, 'web', { image: 'registry.example/web:2.0.0', port: Port.http(8080) });
  // Reads and nothing else, by identity: an AuthorizationPolicy here, a Server and its policies there.
  web.connections.allowTo(cart, { http: [{ methods: ['GET'], paths: ['/items/*'] }] });
  // A VirtualService here, HTTPRoutes there: 5 of 100 requests go to the canary.
  cart.traffic.set({ timeout: Duration.seconds(2), split: [{ to: canary, weight: 5 }] });
});
