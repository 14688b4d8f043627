import { Duration } from 'cdk8s';
import { ClusterChart, consul, istio, linkerd, Port, WebService, type ClusterProps } from '../../../lib';
import { exampleFleet } from '../../example-fleet';

const gatewayApi = { version: '1.2', channel: 'standard' } as const;
const meshes: Readonly<Record<string, Partial<ClusterProps>>> = {
  consul: { mesh: consul({ version: '2.0' }), gatewayApi },
  'gateway api': { gatewayApi: { ...gatewayApi, gamma: true } },
  'istio ambient': { mesh: istio({ version: '1.28', mode: 'ambient' }), gatewayApi },
  'istio sidecar': { mesh: istio({ version: '1.28' }), gatewayApi },
  linkerd: { mesh: linkerd({ version: '2.19' }), gatewayApi },
};
const nginx = {
  className: 'nginx',
  api: 'Ingress',
  namespace: 'nginx',
  podLabels: { app: 'nginx' },
  mesh: { serviceAccountName: 'nginx' },
} as const;
const istioGateway = {
  className: 'istio',
  api: 'Gateway',
  gateway: { namespace: 'gateways', name: 'public' },
  namespace: 'gateways',
  podLabels: { app: 'gateway' },
  mesh: { serviceAccountName: 'public' },
} as const;

test.each(Object.entries(meshes))('%s says what does not hold for requests from outside', (_, cluster) => {
  expect(shop(cluster, nginx).warnings).toEqual([
    'traffic.split Forbidden: requests for a.example come through a gateway, whose own route sends them to shop/web: split, timeout hold within the mesh alone',
  ]);
});

test('ambient sends what comes through a gateway of Istio to the waypoint, and has nothing to say', () => {
  const { warnings, label } = shop(meshes['istio ambient'] ?? {}, istioGateway);
  expect(warnings).toEqual([]);
  expect(label).toBe('true');
});

test('a controller that asks pods by their addresses gets no label that it does not read', () => {
  expect(shop(meshes['istio ambient'] ?? {}, nginx).label).toBeUndefined();
});

function shop(
  cluster: Partial<ClusterProps>,
  controller: NonNullable<NonNullable<ClusterProps['network']>['ingressControllers']>[number],
) {
  const { manifests, findings } = exampleFleet(
    (scope) => {
      const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
      const service = (id: string) =>
        new WebService(chart, id, { image: `registry.example/${id}:1`, port: Port.http(80) });
      const [web, canary] = [service('web'), service('canary')];
      web.traffic.set({ timeout: Duration.seconds(2), split: [{ to: canary, weight: 10 }] });
      web.expose({ hosts: ['a.example'] });
    },
    { ...cluster, network: { ingressControllers: [controller] } },
  ).render('test');
  const service = manifests.find(({ manifest }) => manifest.kind === 'Service' && manifest.metadata.name === 'web');
  return {
    warnings: findings
      .filter(({ id, severity }) => id === 'unsupported-mesh-intent' && severity === 'warning')
      .map(({ path, message }) => `${path} ${message}`),
    label: service?.manifest.metadata.labels?.['istio.io/ingress-use-waypoint'],
  };
}
