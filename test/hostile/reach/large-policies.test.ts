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

/** Policies of Istio of half a megabyte and more, whose clients, addresses, operations and ports multiply. */
const inMesh = { name: 'shop', labels: { 'istio-injection': 'enabled' } };
const meshed: readonly Manifest[] = [{ apiVersion: 'v1', kind: 'Namespace', metadata: inMesh }, ...objects];
const authorization = (spec: JsonObject, name = 'large'): Manifest => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});
const ofIstio: Readonly<Record<string, () => readonly Manifest[]>> = {
  'blocks with a port each': () => [
    authorization({
      rules: blocks(4_000, (i) => ({
        from: [{ source: { ipBlocks: [apart(i).cidr] } }],
        to: [{ operation: { ports: [`${i + 1}`], paths: [`/${i}`] } }],
      })),
    }),
  ],
  'blocks that are left out': () => [
    authorization({
      action: 'DENY',
      rules: blocks(3_000, (i) => ({
        from: [{ source: { notIpBlocks: [apart(i).cidr], notNamespaces: [`n${i}`] } }],
        to: [{ operation: { notPorts: [`${i + 1}`], notPaths: [`/${i}`] } }],
      })),
    }),
  ],
  'clients by operations': () => [
    authorization({
      rules: [
        {
          from: blocks(4_000, (i) => ({ source: { principals: [`cluster.local/ns/shop/sa/a${i}`] } })),
          to: blocks(4_000, (i) => ({ operation: { ports: [`${i + 1}`] } })),
        },
      ],
    }),
  ],
  'a rule of very many blocks': () => [
    authorization({
      rules: [
        {
          from: [
            {
              source: {
                ipBlocks: blocks(30_000, (i) => `10.${i >> 8}.${i & 255}.1/32`),
                remoteIpBlocks: blocks(9_000, (i) => apart(i).cidr),
              },
            },
          ],
        },
      ],
    }),
  ],
  'very many policies': () =>
    blocks(2_500, (i) =>
      authorization(
        {
          action: i % 2 === 0 ? 'ALLOW' : 'DENY',
          rules: [{ from: [{ source: { ipBlocks: [apart(i).cidr] } }], to: [{ operation: { ports: [`${i + 1}`] } }] }],
        },
        `p${i}`,
      ),
    ),
};

describe.each(Object.entries(ofIstio))('an AuthorizationPolicy of %s', (_what, make) => {
  test('is answered for in time: it is open what passes', () => {
    const policies = make();
    within(() => {
      const reachability = reach(...meshed, ...policies);
      const { bounds } = reachability.between('shop/cart', 'shop/web');
      expect(bounds.least.allowed.includesPort('TCP', 80)).toBe(false);
      expect(bounds.most.allowedForSome.includesPort('TCP', 80)).toBe(true);
      reachability.connections();
      reachability.exposure();
    });
  });
});

test('a few hundred rules of Istio are proved as ever', () => {
  const rules = blocks(300, (i) => ({
    from: [{ source: { principals: [`cluster.local/ns/shop/sa/a${i}`] } }],
    to: [{ operation: { ports: [`${i + 1}`] } }],
  }));
  const { bounds } = reach(...meshed, authorization({ rules })).between('shop/cart', 'shop/web');
  expect(bounds.most.allowedForSome.includesPort('TCP', 80)).toBe(false);
});

test('25,000 ports of a PeerAuthentication', () => {
  const portLevelMtls = Object.fromEntries(
    blocks(25_000, (i) => [`${i + 1}`, { mode: i % 2 === 0 ? 'STRICT' : 'DISABLE' }] as const),
  );
  const peers: Manifest = {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'ports', namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'web' } }, portLevelMtls },
  };
  within(() => {
    const reachability = reach(...meshed, peers);
    expect(reachability.between('10.0.2.1', 'shop/web').allowed.includesPort('TCP', 1)).toBe(false);
    expect(reachability.between('10.0.2.1', 'shop/web').allowed.includesPort('TCP', 2)).toBe(true);
    reachability.connections();
  });
});

/** Rules of an AdminNetworkPolicy, more than any server takes. */
const adminRules: Readonly<Record<string, (i: number) => JsonObject>> = {
  'a block and a port each': (i) => ({
    action: ['Allow', 'Deny', 'Pass'][i % 3] ?? 'Pass',
    to: [{ networks: [apart(i).cidr] }],
    ports: [{ portNumber: { protocol: 'TCP', port: i + 1 } }],
  }),
  'a name of a port each': (i) => ({
    action: ['Allow', 'Deny', 'Pass'][i % 3] ?? 'Pass',
    to: [{ namespaces: {} }],
    ports: [{ namedPort: `p${i}` }],
  }),
};

test.each(Object.entries(adminRules))('an AdminNetworkPolicy of 4,000 rules, %s', (_what, rule) => {
  const admin: Manifest = {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'large' },
    spec: { priority: 1, subject: { namespaces: {} }, egress: blocks(4_000, rule) },
  };
  within(() => {
    const reachability = reach(...objects, admin);
    reachability.between('shop/web', '10.0.2.1');
    reachability.connections();
    reachability.exposure();
  });
});
