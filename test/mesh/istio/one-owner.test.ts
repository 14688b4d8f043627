import { ApiObject, Duration } from 'cdk8s';
import { checkCluster } from '../../../lib/synth/check-cluster';
import { meshShop } from '../mesh-shop';

/** What the checks of a synth say where the server has a traffic policy, and the user adds an object of their own. */
function beside(apiVersion: string, kind: string, spec: object): string[] {
  const { rendered } = meshShop(({ chart, server }) => {
    server.traffic.set({ timeout: Duration.seconds(1) });
    new ApiObject(chart, 'own', { apiVersion, kind, spec });
  });
  const { findings } = checkCluster(rendered, {});
  return findings.filter(({ id }) => id.startsWith('unique-')).map(({ severity, id }) => `${severity} ${id}`);
}

test.each(['server', 'server.shop.svc.cluster.local'])('refuses a second VirtualService for %s', (host) => {
  const spec = { hosts: [host], http: [{ route: [{ destination: { host } }] }] };
  expect(beside('networking.istio.io/v1', 'VirtualService', spec)).toEqual(['error unique-istio-mesh-host']);
});

test('takes a VirtualService for a gateway beside its own', () => {
  const spec = {
    hosts: ['server'],
    gateways: ['shop/public'],
    http: [{ route: [{ destination: { host: 'server' } }] }],
  };
  expect(beside('networking.istio.io/v1', 'VirtualService', spec)).toEqual([]);
});

test('refuses a route of the Gateway API for the Service beside its VirtualService', () => {
  const spec = {
    parentRefs: [{ group: '', kind: 'Service', name: 'server', port: 80 }],
    rules: [{ backendRefs: [{ name: 'server', port: 80 }] }],
  };
  expect(beside('gateway.networking.k8s.io/v1', 'HTTPRoute', spec)).toEqual(['error unique-mesh-route']);
});
