import { istio, linkerd, type ClusterProps } from '../../lib';
import { meshShop } from './mesh-shop';

const severitiesOn = (props: Partial<ClusterProps>, declare: Parameters<typeof meshShop>[0]) =>
  Object.fromEntries(meshShop(declare, props).findings.map(({ path, severity }) => [path, severity]));

test('keeps a field waved through as the call that set it said, whatever other calls say of theirs', () => {
  const onLinkerd = { mesh: linkerd({ version: '2.20', cni: true }) };
  const severities = severitiesOn(onLinkerd, ({ server }) => {
    server.traffic.set({ loadBalancing: { policy: 'random' } }, { onUnsupported: 'warn' });
    server.traffic.set({ localityFailover: true, circuitBreaker: { maxRequests: 5 } });
  });
  expect(severities).toMatchObject({
    'traffic.loadBalancing': 'warning',
    'traffic.localityFailover': 'error',
    'traffic.circuitBreaker.maxRequests': 'error',
  });
});

test('refuses all fields together where one of them is not waved through', () => {
  const withoutWaypoints = { mesh: istio({ version: '1.30', mode: 'ambient' }) };
  const severity = (...wishes: readonly ('error' | 'warn')[]) =>
    severitiesOn(withoutWaypoints, ({ server }) => {
      server.traffic.set({ retries: false }, { onUnsupported: wishes[0] ?? 'error' });
      server.traffic.set({ localityFailover: true }, { onUnsupported: wishes[1] ?? 'error' });
    })['traffic.*'];
  expect(severity('warn', 'error')).toBe('error');
  expect(severity('error', 'warn')).toBe('error');
  expect(severity('warn', 'warn')).toBe('warning');
});
