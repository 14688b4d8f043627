import type { JsonObject } from '../../../lib/manifest/objects/json';
import { deployment, networkPolicy, reach } from '../../reach/tree';

/** A policy of a megabyte is answered for in ten seconds of a processor and a gigabyte, whatever is in it. */
const limit = { milliseconds: 10_000, bytes: 1 << 30 };

function within(compute: () => void): void {
  const before = process.memoryUsage().heapUsed;
  const start = process.cpuUsage();
  compute();
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(limit.milliseconds);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(limit.bytes);
}

const objects = [deployment('shop/web'), deployment('shop/cart')];
const policy = (spec: JsonObject) =>
  networkPolicy('shop/web', { podSelector: { matchLabels: { app: 'web' } }, ...spec });

test('30,000 ports in a rule', () => {
  const ports = Array.from({ length: 30_000 }, (_, i) => ({ port: 2 * i + 1 }));
  within(() => {
    const reachability = reach(...objects, policy({ ingress: [{ ports }] }));
    expect(reachability.between('shop/cart', 'shop/web').allowed.includesPort('TCP', 59_999)).toBe(true);
    expect(reachability.connections().length).toBeGreaterThan(0);
  });
});

test('12,000 blocks of IPv6', () => {
  const to = Array.from({ length: 12_000 }, (_, i) => ({ ipBlock: { cidr: `2001:db8:${(i * 2).toString(16)}::/48` } }));
  within(() => {
    const reachability = reach(...objects, policy({ policyTypes: ['Egress'], egress: [{ to }] }));
    expect(reachability.between('shop/web', '2001:db8:2::1').allowed.isAll).toBe(true);
    expect(reachability.connections().length).toBeGreaterThan(12_000);
  });
});
