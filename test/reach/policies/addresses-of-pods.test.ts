import { cniFacts, type CniProduct } from '../../../lib/fleet/cni';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { AddressFacts } from '../../../lib/reach/space/cluster-addresses';
import {
  adminNetworkPolicy,
  ciliumNetworkPolicy,
  clusterNetworkPolicy,
  deployment,
  namespace,
  networkPolicy,
  reachWith,
} from '../tree';

const objects = [
  namespace('red', { house: 'red' }),
  namespace('green', { house: 'green' }),
  namespace('blue', { house: 'blue' }),
  deployment('red/client', { labels: { app: 'client' } }),
  deployment('green/server', { labels: { app: 'server' } }),
  deployment('blue/server', { labels: { app: 'server' } }),
  deployment('blue/agent', { labels: { app: 'agent' }, spec: { hostNetwork: true } }),
];

/** What is proved of a connection: what passes for certain, and after a slash what may pass, where it is more. */
function said(network: AddressFacts, from: string, to: string, ...policies: readonly Manifest[]): string {
  const { least, most } = reachWith({ network }, ...objects, ...policies).between(from, to).bounds;
  const [certain, possible] = [least.allowed.toString(), most.allowedForSome.toString()];
  return certain === possible ? certain : `${certain} / ${possible}`;
}

function reasons(network: AddressFacts, from: string, to: string, ...policies: readonly Manifest[]): readonly string[] {
  return reachWith({ network }, ...objects, ...policies).between(from, to).bounds.reasons;
}

const all = 'all connections';
const none = 'no connection';
const open = `${none} / ${all}`;
const on = (product: CniProduct): AddressFacts => ({ cni: cniFacts(product) });
const toGreen = { pods: { namespaceSelector: { matchLabels: { house: 'green' } }, podSelector: {} } };
const subject = { namespaces: { matchLabels: { house: 'red' } } };
const everywhere = ['0.0.0.0/0', '::/0'];

describe.each([
  ['ClusterNetworkPolicy', 'Admin'],
  ['ClusterNetworkPolicy', 'Baseline'],
  ['AdminNetworkPolicy', ''],
])('networks in an egress rule of a %s %s are about pods as well', (kind, tier) => {
  const policy = (...egress: readonly JsonObject[]): Manifest => {
    if (kind === 'ClusterNetworkPolicy') return clusterNetworkPolicy('a', { tier, priority: 1, subject, egress });
    const rules = egress.map((rule) => ({ ...rule, action: rule.action === 'Accept' ? 'Allow' : rule.action }));
    return adminNetworkPolicy('a', { priority: 1, subject, egress: rules });
  };
  const accept = (...to: readonly JsonObject[]) => ({ action: 'Accept', to });
  const deny = (networks: readonly string[]) => ({ action: 'Deny', to: [{ networks }] });
  test.each(['cilium', 'calico', 'other'] as const)(
    'a denial of all of them stops what no rule before accepts, on %s',
    (product) => {
      const denyAll = policy(accept(toGreen), deny(everywhere));
      expect(said(on(product), 'red/client', 'green/server', denyAll)).toBe(all);
      expect(said(on(product), 'red/client', 'blue/server', denyAll)).toBe(none);
      expect(said(on(product), 'red/client', 'blue/agent', denyAll)).toBe(none);
    },
  );
  test('addresses of single pods that are accepted before may be those of any pod', () => {
    const single = policy(accept({ networks: ['10.244.1.7/32'] }), deny(everywhere));
    expect(said({}, 'red/client', 'blue/server', single)).toBe(open);
    expect(reasons({}, 'red/client', 'blue/server', single)).toEqual([
      `${kind} a spec.egress[0].to[0]: the addresses of pods may be in the block or not`,
    ]);
    expect(said({ podCidrs: ['10.96.0.0/16'] }, 'red/client', 'blue/server', single)).toBe(none);
  });
  test('where pods are is a fact: a block around all of them is about each, one beside them about none', () => {
    const of = (block: string) =>
      said({ podCidrs: ['10.244.0.0/16'] }, 'red/client', 'blue/server', policy(deny([block])));
    expect(of('10.0.0.0/8')).toBe(none);
    expect(of('10.244.0.0/17')).toBe(open);
    expect(of('10.96.0.0/12')).toBe(all);
    expect(said({}, 'red/client', 'blue/server', policy(deny(['203.0.113.0/24'])))).toBe(all);
  });
  test('where nodes are is a fact, too', () => {
    const of = (block: string) =>
      said({ nodeCidrs: ['10.1.0.0/16'] }, 'red/client', 'blue/agent', policy(deny([block])));
    expect(of('10.0.0.0/8')).toBe(none);
    expect(of('10.1.2.0/24')).toBe(open);
    expect(of('192.168.0.0/16')).toBe(all);
    expect(said({}, 'red/client', 'blue/agent', policy(deny(['203.0.113.0/24'])))).toBe(open);
  });
});

test('what no block of a family names is left open by a cluster of both families', () => {
  const policy = clusterNetworkPolicy('a', {
    tier: 'Admin',
    priority: 1,
    subject,
    egress: [{ action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] }],
  });
  const both = { podCidrs: ['10.244.0.0/16', 'fd00:10::/64'] };
  expect(said(both, 'red/client', 'blue/server', policy)).toBe(open);
});

describe('an ipBlock of a NetworkPolicy is about pods as the network plugin has it', () => {
  const egress = (cidr: string, except: readonly string[] = []) =>
    networkPolicy('red/client', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr, except } }] }],
    });
  const ingress = (cidr: string) =>
    networkPolicy('blue/server', {
      podSelector: { matchLabels: { app: 'server' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ ipBlock: { cidr } }] }],
    });
  test.each([
    ['calico', all],
    ['kindnet', all],
    ['ovn-kubernetes', all],
    ['vpc-cni', all],
    ['cilium', none],
    ['gke-dataplane-v2', none],
    ['azure', open],
    ['other', open],
  ] as const)('%s: a block of all addresses lets %s through', (product, expected) => {
    expect(said(on(product), 'red/client', 'blue/server', egress('0.0.0.0/0'))).toBe(expected);
    expect(said(on(product), 'red/client', 'blue/server', ingress('0.0.0.0/0'))).toBe(expected);
  });
  test('a block that has no pod lets none through, whatever the plugin', () => {
    for (const network of [{}, on('calico'), on('cilium')]) {
      expect(said(network, 'red/client', 'blue/server', egress('203.0.113.0/24'))).toBe(none);
      expect(said(network, 'red/client', 'blue/server', ingress('203.0.113.0/24'))).toBe(none);
    }
    const outside = egress('0.0.0.0/0', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']);
    expect(said({}, 'red/client', 'blue/server', outside)).toBe(none);
  });
  test('nobody knows the addresses of pods within a block, unless a fact says so', () => {
    expect(said(on('calico'), 'red/client', 'blue/server', egress('10.0.0.0/8'))).toBe(open);
    expect(
      said({ ...on('calico'), podCidrs: ['10.1.0.0/16'] }, 'red/client', 'blue/server', egress('10.0.0.0/8')),
    ).toBe(all);
    expect(
      said({ ...on('calico'), podCidrs: ['172.16.0.0/16'] }, 'red/client', 'blue/server', egress('10.0.0.0/8')),
    ).toBe(none);
  });
  test('an installation may say what its plugin does', () => {
    const network = { cni: cniFacts('azure', { ipBlockMatchesPods: true }) };
    expect(said(network, 'red/client', 'blue/server', egress('0.0.0.0/0'))).toBe(all);
  });
  test('a block of the addresses of Services may lead to pods, where the plugin looks before they become those of pods', () => {
    const facts = { podCidrs: ['10.244.0.0/16'], serviceCidrs: ['10.96.0.0/12'] };
    const of = (network: AddressFacts) =>
      said({ ...facts, ...network }, 'red/client', 'blue/server', egress('10.96.0.10/32'));
    expect(of({})).toBe(open);
    expect(of(on('vpc-cni'))).toBe(open);
    expect(of(on('calico'))).toBe(none);
    expect(of(on('cilium'))).toBe(none);
    expect(said({ ...facts }, 'red/client', 'blue/server', ingress('10.96.0.10/32'))).toBe(none);
  });
  test('what is unproved is listed as such, with the reason', () => {
    const [line] = reachWith({}, ...objects, egress('0.0.0.0/0')).connections({
      from: 'red/client',
      to: 'blue/server',
    });
    expect(line?.unproved.toString()).toBe(all);
    expect(line?.doubts()).toEqual([
      'NetworkPolicy red/client spec.egress[0].to[0]: whether a block of addresses is about pods depends on the network plugin',
    ]);
  });
  test('a fact that is no CIDR is an error that names it', () => {
    expect(() => said({ podCidrs: ['10.0.0.0'] }, 'red/client', 'blue/server')).toThrow(
      'network.podCidrs: Invalid value: "10.0.0.0": must be a CIDR such as 10.0.0.0/8',
    );
  });
});

test('blocks of Cilium are never about pods, and about nodes where its configuration says so', () => {
  const policy = ciliumNetworkPolicy('red/client', { endpointSelector: {}, egress: [{ toCIDR: ['0.0.0.0/0'] }] });
  expect(said({}, 'red/client', 'blue/server', policy)).toBe(none);
  expect(said({}, 'red/client', 'blue/agent', policy)).toBe(open);
  const match = (ipBlockMatchesNodes: boolean) => ({ cni: cniFacts('cilium', { ipBlockMatchesNodes }) });
  expect(said(match(true), 'red/client', 'blue/agent', policy)).toBe(all);
  expect(said(match(false), 'red/client', 'blue/agent', policy)).toBe(none);
});

describe('pods in the network of a node', () => {
  const cluster = (...egress: readonly JsonObject[]) =>
    clusterNetworkPolicy('a', { tier: 'Admin', priority: 1, subject, egress });
  const denyAll = { action: 'Deny', to: [{ networks: everywhere }] };
  const tcp = { protocols: [{ tcp: { destinationPort: { number: 8080 } } }] };
  test('are among the nodes that a rule accepts before a denial of all addresses', () => {
    const nodes = { action: 'Accept', to: [{ nodes: {} }], ...tcp };
    expect(said({}, 'red/client', 'blue/agent', cluster(nodes, denyAll))).toBe('TCP 8080');
    expect(said({}, 'red/client', 'blue/server', cluster(nodes, denyAll))).toBe(none);
  });
  test('may be on the nodes with some labels', () => {
    const some = { nodes: { matchLabels: { 'kubernetes.io/os': 'linux' } } };
    expect(said({}, 'red/client', 'blue/agent', cluster({ action: 'Accept', to: [some], ...tcp }, denyAll))).toBe(
      `${none} / TCP 8080`,
    );
    expect(said({}, 'red/client', 'blue/agent', cluster({ action: 'Deny', to: [some] }))).toBe(open);
    const pass = cluster({ action: 'Pass', to: [some], ...tcp }, denyAll);
    expect(said({}, 'red/client', 'blue/agent', pass)).toBe(`${none} / TCP 8080`);
  });
  test('are nodes to Cilium: of the host or remote, and the API server may be one of them', () => {
    const entities = (...toEntities: readonly string[]) =>
      ciliumNetworkPolicy('red/client', { endpointSelector: {}, egress: [{ toEntities }] });
    expect(said({}, 'red/client', 'blue/agent', entities('host', 'remote-node'))).toBe(all);
    expect(said({}, 'red/client', 'blue/agent', entities('host'))).toBe(open);
    expect(said({}, 'red/client', 'blue/agent', entities('remote-node'))).toBe(open);
    expect(said({}, 'red/client', 'blue/agent', entities('kube-apiserver'))).toBe(open);
    expect(said({}, 'red/client', 'blue/agent', entities('cluster'))).toBe(all);
    expect(said({}, 'red/client', 'blue/agent', entities('world'))).toBe(none);
    expect(said({}, 'red/client', 'blue/server', entities('host', 'remote-node'))).toBe(none);
    expect(said({}, 'red/client', 'entity:kube-apiserver', entities('host', 'remote-node'))).toBe(open);
    expect(said({}, 'red/client', 'entity:kube-apiserver', entities('kube-apiserver'))).toBe(all);
    expect(said({}, 'red/client', 'entity:kube-apiserver', entities('world'))).toBe(all);
    expect(said({}, 'red/client', 'entity:remote-node', entities('host'))).toBe(none);
    expect(said({}, 'red/client', 'entity:host', entities('host', 'remote-node'))).toBe(all);
  });
  test('may reach the pods of their node, whatever isolates these', () => {
    const closed = networkPolicy('blue/server', { podSelector: { matchLabels: { app: 'server' } } });
    for (const product of ['calico', 'cilium', 'kindnet', 'other'] as const) {
      expect(said(on(product), 'blue/agent', 'blue/server', closed)).toBe(open);
      expect(said(on(product), 'red/client', 'blue/server', closed)).toBe(none);
    }
    expect(reasons({}, 'blue/agent', 'blue/server', closed)).toEqual([
      'what is in the network of a node may talk with the pods of that node, whatever isolates them',
    ]);
  });
  test('may be reached from pods of their node, where the plugin does not hold these to their policies', () => {
    const closed = networkPolicy('red/client', { podSelector: {}, policyTypes: ['Egress'] });
    expect(said(on('cilium'), 'red/client', 'blue/agent', closed)).toBe(none);
    expect(said(on('calico'), 'red/client', 'blue/agent', closed)).toBe(none);
    expect(said({}, 'red/client', 'blue/agent', closed)).toBe(open);
  });
  test('may have labels that a NetworkPolicy selects, unless the plugin is known not to see them', () => {
    const policy = networkPolicy('red/client', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'agent' } } }] }],
    });
    expect(said({}, 'red/client', 'blue/agent', policy)).toBe(open);
    expect(said(on('cilium'), 'red/client', 'blue/agent', policy)).toBe(none);
  });
  test('are left open by a policy of nodes, which is not modelled', () => {
    const { metadata } = ciliumNetworkPolicy('x/nodes', {});
    const ofNodes = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumClusterwideNetworkPolicy',
      metadata: { name: metadata.name ?? '' },
      spec: { nodeSelector: {}, ingress: [{ fromEntities: ['cluster'] }] },
    };
    expect(said({}, 'red/client', 'blue/agent', ofNodes)).toBe(open);
    expect(said({}, 'red/client', 'blue/server', ofNodes)).toBe(all);
  });
});
