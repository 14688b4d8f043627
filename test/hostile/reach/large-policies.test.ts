import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { isNightly } from '../../nightly';
import { ciliumNetworkPolicy, clusterNetworkPolicy, deployment, networkPolicy, reach } from '../../reach/tree';

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

const cilium = (spec: JsonObject) =>
  ciliumNetworkPolicy('shop/web', { endpointSelector: { matchLabels: { app: 'web' } }, ...spec });

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

/** Blocks with a port each: beside one another, and such that each leaves another one out. */
const apart = (i: number) => ({ cidr: `10.${i >> 7}.${(i << 1) & 255}.0/24` });
const allBut = (i: number) => ({ cidr: '10.0.0.0/8', except: [apart(i).cidr] });
const blocks = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
/** A megabyte of them; of the siblings, at night alone. */
const most = 8_000;
const many = isNightly ? most : 2_000;
const ciliumRule = ({ cidr, except }: { cidr: string; except?: string[] }, port: number) => ({
  toCIDRSet: [{ cidr, ...(except === undefined ? {} : { except }) }],
  toPorts: [{ ports: [{ port: `${port}`, protocol: 'TCP' }] }],
});
const policies: Readonly<Record<string, () => Manifest>> = {
  'a NetworkPolicy, blocks apart': () =>
    policy({
      policyTypes: ['Egress'],
      egress: blocks(most, (i) => ({ to: [{ ipBlock: apart(i) }], ports: [{ port: i + 1 }] })),
    }),
  'a NetworkPolicy, blocks within one another': () =>
    policy({
      policyTypes: ['Egress'],
      egress: blocks(most, (i) => ({ to: [{ ipBlock: allBut(i) }], ports: [{ port: i + 1 }] })),
    }),
  'a NetworkPolicy, clients': () =>
    policy({ ingress: blocks(many, (i) => ({ from: [{ ipBlock: apart(i) }], ports: [{ port: i + 1 }] })) }),
  'a CiliumNetworkPolicy, blocks apart': () => cilium({ egress: blocks(many, (i) => ciliumRule(apart(i), i + 1)) }),
  'a CiliumNetworkPolicy, denials within one another': () =>
    cilium({ egress: [{ toEntities: ['all'] }], egressDeny: blocks(many, (i) => ciliumRule(allBut(i), i + 1)) }),
  'a ClusterNetworkPolicy': () =>
    clusterNetworkPolicy('large', {
      tier: 'Admin',
      priority: 1,
      subject: { namespaces: {} },
      egress: blocks(many, (i) => ({
        action: i % 2 === 0 ? 'Accept' : 'Deny',
        to: [{ networks: [apart(i).cidr] }],
        protocols: [{ tcp: { destinationPort: { number: i + 1 } } }],
      })),
    }),
};

test.each(Object.entries(policies))('%s, each with a port', (_, make) => {
  const manifest = make();
  within(() => {
    const reachability = reach(...objects, manifest);
    reachability.between('shop/web', '10.0.2.1');
    reachability.between('10.0.2.1', 'shop/web');
    expect(reachability.connections().length).toBeGreaterThan(0);
    reachability.exposure();
  });
});

test('what is too large to prove is unproved, and the reason says what to change', () => {
  const egress = blocks(most, (i) => ({ to: [{ ipBlock: allBut(i) }], ports: [{ port: i + 1 }] }));
  const answer = reach(...objects, policy({ policyTypes: ['Egress'], egress })).between('shop/web', '10.0.2.1');
  expect(answer.allowed.isEmpty).toBe(true);
  expect(answer.bounds.most.allowedForSome.isAll).toBe(true);
  expect(answer.bounds.reasons).toEqual([
    'NetworkPolicy shop/web has 8000 rules, too many for a proof: give those with the same ports one rule',
  ]);
});
