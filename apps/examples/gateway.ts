import { Cluster, ClusterChart, Environment, Fleet, istio, Port, WebService } from '../../lib';

const clusters = [
  new Cluster('dev-1', {
    environment: new Environment('dev'),
    kubernetesVersion: '1.34',
    gatewayApi: { version: '1.5', channel: 'standard' },
    mesh: istio({ version: '1.30' }),
    network: {
      ingressControllers: [
        {
          className: 'public',
          api: 'Gateway',
          // Where its pods are: the openings of network policies are for exactly them.
          namespace: 'gateways',
          podLabels: { 'gateway.networking.k8s.io/gateway-name': 'public' },
          gateway: { namespace: 'gateways', name: 'public', tlsListener: 'https' },
          // Its own identity in the mesh: what is authorized is the gateway, and not everything in its namespace.
          mesh: { serviceAccountName: 'public-istio' },
        },
      ],
    },
    externalObjects: [
      { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'gateways', name: 'public' },
      { kind: 'Secret', namespace: 'shop', name: 'shop-tls' },
    ],
  }),
];

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const web = new WebService(chart, 'web', { image: 'registry.example/web:2.0.0', port: Port.http(8080) });
  web.expose({ hosts: ['shop.example.com'], path: ['/cart', '/orders'], tls: { secretName: 'shop-tls' } });
});
