import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import {
  ciliumClusterwideNetworkPolicy,
  ciliumNetworkPolicy,
  deployment,
  namespace,
  networkPolicy,
  passes,
  reach,
} from '../tree';

const objects = [
  namespace('shop', { team: 'shop' }),
  namespace('ops', { team: 'ops' }),
  deployment('shop/web'),
  deployment('shop/cart', { ports: [{ name: 'grpc', containerPort: 7070 }] }),
  deployment('ops/agent'),
];
const cart = { endpointSelector: { matchLabels: { app: 'cart' } } };
const sources = ['shop/web', 'ops/agent', '8.8.8.8'];
const none = { 'shop/web': 'no connection', 'ops/agent': 'no connection', '8.8.8.8': 'no connection' };
const all = { 'shop/web': 'all connections', 'ops/agent': 'all connections', '8.8.8.8': 'all connections' };

function toCart(...policies: readonly Manifest[]): Record<string, string> {
  const reachability = reach(...objects, ...policies);
  return Object.fromEntries(sources.map((from) => [from, passes(reachability, from, 'shop/cart')]));
}
const policy = (...ingress: readonly JsonObject[]) => ciliumNetworkPolicy('shop/cart', { ...cart, ingress });

test('a section with rules isolates that direction alone', () => {
  const reachability = reach(...objects, policy({ fromEndpoints: [{ matchLabels: { app: 'web' } }] }));
  expect(passes(reachability, 'ops/agent', 'shop/cart')).toBe('no connection');
  expect(passes(reachability, 'shop/cart', 'ops/agent')).toBe('all connections');
});

test('an empty rule isolates and allows nothing: it is how Cilium writes default deny', () => {
  expect(toCart(policy({}))).toEqual(none);
});

test('an empty section does not isolate', () => {
  expect(toCart(policy())).toEqual(all);
});

test('an empty endpoint selector stays within the namespace of the policy', () => {
  expect(toCart(policy({ fromEndpoints: [{}] }))).toEqual({ ...none, 'shop/web': 'all connections' });
});

test('a selector may name a ServiceAccount, which a pod has without being told', () => {
  const robots = deployment('shop/robots', { labels: { app: 'robots' }, spec: { serviceAccountName: 'robots' } });
  const by = (serviceAccount: string) =>
    policy({ fromEndpoints: [{ matchLabels: { 'k8s:io.cilium.k8s.policy.serviceaccount': serviceAccount } }] });
  const cartFrom = (from: string, serviceAccount: string) =>
    passes(reach(...objects, robots, by(serviceAccount)), from, 'shop/cart');
  expect(cartFrom('shop/robots', 'robots')).toBe('all connections');
  expect(cartFrom('shop/web', 'robots')).toBe('no connection');
  expect(cartFrom('shop/web', 'default')).toBe('all connections');
  expect(cartFrom('shop/robots', 'default')).toBe('no connection');
});

test('a selector may name its own cluster; pods of another are none of the manifests, and the assumptions say so', () => {
  const cluster = (name: string) =>
    policy({ fromEndpoints: [{ matchLabels: { app: 'web', 'io.cilium.k8s.policy.cluster': name } }] });
  expect(toCart(cluster('default'))).toEqual({ ...none, 'shop/web': 'all connections' });
  expect(toCart(cluster('west'))).toEqual(none);
  expect(reach(...objects, cluster('west')).assumptions).toContain(
    'CiliumNetworkPolicy shop/cart spec.ingress[0].fromEndpoints[0]: pods of a cluster by its name match nothing that is modelled.',
  );
});

test('an empty list of endpoints allows no one', () => {
  expect(toCart(policy({ fromEndpoints: [] }))).toEqual(none);
});

test('a selector may name another namespace, by name or by label, with or without the source of the label', () => {
  for (const matchLabels of [
    { 'k8s:io.kubernetes.pod.namespace': 'ops' },
    { 'io.kubernetes.pod.namespace': 'ops', 'k8s:app': 'agent' },
    { 'k8s:io.cilium.k8s.namespace.labels.team': 'ops', 'any:app': 'agent' },
  ]) {
    expect(toCart(policy({ fromEndpoints: [{ matchLabels }] }))).toEqual({ ...none, 'ops/agent': 'all connections' });
  }
});

test('a rule of ports alone is about everyone', () => {
  const toPorts = [{ ports: [{ port: '80', protocol: 'TCP' }] }];
  expect(toCart(policy({ toPorts }))).toEqual({ 'shop/web': 'TCP 80', 'ops/agent': 'TCP 80', '8.8.8.8': 'TCP 80' });
});

test('ports may be any protocol, every port, ranges and names', () => {
  const on = (...ports: readonly JsonObject[]) => toCart(policy({ toPorts: [{ ports }] }))['shop/web'];
  expect(on({ port: '53' })).toBe('TCP 53, UDP 53, SCTP 53');
  expect(on({ port: '53', protocol: 'ANY' })).toBe('TCP 53, UDP 53, SCTP 53');
  expect(on({ port: '0', protocol: 'UDP' })).toBe('UDP 1-65535');
  expect(on({ port: '80', endPort: 90, protocol: 'TCP' })).toBe('TCP 80-90');
  expect(on({ port: 'grpc', protocol: 'TCP' })).toBe('TCP 7070');
});

test.each([
  ['all', all],
  ['cluster', { ...all, '8.8.8.8': 'no connection' }],
  ['world', { ...none, '8.8.8.8': 'all connections' }],
  ['host', none],
])('the entity %s', (entity, expected) => {
  expect(toCart(policy({ fromEntities: [entity] }))).toEqual(expected);
});

test('the cluster has the pods in the network of their node, too', () => {
  const agent = deployment('ops/node-agent', { spec: { hostNetwork: true } });
  const cartFrom = (entity: string) =>
    passes(reach(...objects, agent, policy({ fromEntities: [entity] })), 'ops/node-agent', 'shop/cart');
  expect(cartFrom('cluster')).toBe('all connections');
  expect(cartFrom('world')).toBe('no connection');
});

test('addresses may be single, blocks, or blocks with exceptions', () => {
  const from8 = { ...none, '8.8.8.8': 'all connections' };
  expect(toCart(policy({ fromCIDR: ['8.8.8.8'] }))).toEqual(from8);
  expect(toCart(policy({ fromCIDR: ['8.0.0.0/8'] }))).toEqual(from8);
  expect(toCart(policy({ fromCIDRSet: [{ cidr: '8.0.0.0/8', except: ['8.8.0.0/16'] }] }))).toEqual(none);
});

test('a denial wins over every permission, also of a NetworkPolicy', () => {
  const deny = ciliumNetworkPolicy('shop/deny', {
    ...cart,
    ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }] }],
  });
  const allow = networkPolicy('shop/allow', { podSelector: {}, ingress: [{}] });
  expect(toCart(deny, allow)).toEqual({ ...all, 'shop/web': 'no connection' });
});

test('a policy of denials isolates as well, unless enableDefaultDeny says otherwise', () => {
  const ingressDeny = [{ fromEndpoints: [{ matchLabels: { app: 'web' } }] }];
  const open = ciliumNetworkPolicy('shop/deny', { ...cart, ingressDeny, enableDefaultDeny: { ingress: false } });
  expect(toCart(ciliumNetworkPolicy('shop/deny', { ...cart, ingressDeny }))).toEqual(none);
  expect(toCart(open)).toEqual({ ...all, 'shop/web': 'no connection' });
});

test('rules join those of NetworkPolicies for the same pod', () => {
  const allow = networkPolicy('shop/allow', { podSelector: {}, ingress: [{ ports: [{ port: 443 }] }] });
  const toPorts = [{ ports: [{ port: '80', protocol: 'TCP' }] }];
  expect(toCart(allow, policy({ toPorts }))['shop/web']).toBe('TCP 80,443');
});

test('a clusterwide policy selects pods of every namespace, and its empty selector every pod but no address', () => {
  const clusterwide = ciliumClusterwideNetworkPolicy('all', {
    endpointSelector: {},
    ingress: [{ fromEndpoints: [{}] }],
  });
  expect(toCart(clusterwide)).toEqual({ ...all, '8.8.8.8': 'no connection' });
});

test('a policy of nodes selects no pod, and the assumptions say so', () => {
  const ingress = [{ toPorts: [{ ports: [{ port: '6443', protocol: 'TCP' }] }] }];
  const ofNodes = ciliumClusterwideNetworkPolicy('nodes', { nodeSelector: {}, ingress });
  expect(toCart(ofNodes)).toEqual(all);
  expect(reach(...objects, ofNodes).assumptions).toContain(
    'CiliumClusterwideNetworkPolicy nodes (cilium.io/v2) is not modelled: no answer counts it.',
  );
});

test('every spec of a list counts', () => {
  const { metadata } = policy();
  const specs = [
    { ...cart, ingress: [{}] },
    { ...cart, ingress: [{ fromCIDR: ['8.8.8.8/32'] }] },
  ];
  const many = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata, specs };
  expect(toCart(many)).toEqual({ ...none, '8.8.8.8': 'all connections' });
});

test('names of the DNS match nothing, and the assumptions say so', () => {
  const egress = [{ toFQDNs: [{ matchName: 'example.com' }] }];
  const reachability = reach(...objects, ciliumNetworkPolicy('shop/web', { endpointSelector: {}, egress }));
  expect(passes(reachability, 'shop/web', '8.8.8.8')).toBe('no connection');
  expect(reachability.assumptions).toContain(
    'CiliumNetworkPolicy shop/web spec.egress[0].toFQDNs[0]: peers by toFQDNs match nothing that is modelled.',
  );
});

test('a rule of ICMP types alone opens no port', () => {
  const icmps = [{ fields: [{ type: 8, family: 'IPv4' }] }];
  const toPorts = [{ ports: [{ port: '80', protocol: 'TCP' }] }];
  expect(toCart(policy({ fromEndpoints: [{}], icmps }))).toEqual(none);
  expect(toCart(policy({ icmps }))).toEqual(none);
  expect(toCart(policy({ fromEndpoints: [{}], icmps, toPorts }))).toEqual({ ...none, 'shop/web': 'TCP 80' });
});

describe('requirements', () => {
  const prod = { matchLabels: { env: 'prod' } };
  const robot = deployment('shop/robot', { labels: { app: 'robot', env: 'prod' } });
  const cartFrom = (from: string, ...rules: readonly JsonObject[]) =>
    passes(reach(...objects, robot, policy(...rules)), from, 'shop/cart');
  test('allow nothing by themselves', () => {
    expect(cartFrom('shop/robot', { fromRequires: [prod] })).toBe('no connection');
    expect(cartFrom('8.8.8.8', { fromRequires: [prod] })).toBe('no connection');
  });
  test('take pods away from what any rule allows', () => {
    const rules = [{ fromRequires: [prod] }, { fromEndpoints: [{}] }];
    expect(cartFrom('shop/robot', ...rules)).toBe('all connections');
    expect(cartFrom('shop/web', ...rules)).toBe('no connection');
  });
  test('stay in the namespace of the policy unless they name another', () => {
    const everyone = { fromEntities: ['cluster'] };
    const agent = { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'ops', app: 'agent' } };
    expect(cartFrom('ops/agent', { fromRequires: [{}] }, everyone)).toBe('no connection');
    expect(cartFrom('ops/agent', { fromRequires: [agent] }, everyone)).toBe('all connections');
    expect(cartFrom('shop/web', { fromRequires: [agent] }, everyone)).toBe('no connection');
  });
  test('are about pods: addresses are left to the other rules', () => {
    expect(cartFrom('8.8.8.8', { fromRequires: [prod] }, { fromEntities: ['world'] })).toBe('all connections');
  });
  test('go for egress, too, and explain what they deny', () => {
    const egress = [{ toRequires: [prod], toEndpoints: [{}] }];
    const web = ciliumNetworkPolicy('shop/web', { endpointSelector: { matchLabels: { app: 'web' } }, egress });
    const reachability = reach(...objects, robot, web);
    expect(passes(reachability, 'shop/web', 'shop/robot')).toBe('all connections');
    expect(reachability.between('shop/web', 'shop/cart').denyingRules()).toContain(
      'CiliumNetworkPolicy shop/web spec.egress[0].toRequires',
    );
  });
});

describe('toServices', () => {
  const service = (path: string, spec: JsonObject, labels: Record<string, string> = {}): Manifest => {
    const [namespaceName = '', name = ''] = path.split('/');
    return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: namespaceName, labels }, spec };
  };
  const ofCart = service('shop/cart', { selector: { app: 'cart' }, ports: [{ port: 80 }] }, { tier: 'back' });
  const outside = service('shop/outside', { ports: [{ port: 80 }] });
  const slice: Manifest = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'outside-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'outside' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['8.8.8.8'] }],
  };
  const endpoints: Manifest = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'outside', namespace: 'shop' },
    subsets: [{ addresses: [{ ip: '8.8.8.8' }], ports: [{ port: 80 }] }],
  };
  const from = (toServices: readonly JsonObject[], ...more: readonly Manifest[]) => {
    const web = ciliumNetworkPolicy('shop/web', {
      endpointSelector: { matchLabels: { app: 'web' } },
      egress: [{ toServices }],
    });
    return reach(...objects, web, ...more);
  };
  const passing = (toServices: readonly JsonObject[], ...more: readonly Manifest[]) =>
    ['shop/cart', 'ops/agent', '8.8.8.8'].filter(
      (to) => passes(from(toServices, ...more), 'shop/web', to) === 'all connections',
    );
  test('means the pods that the Service selects', () => {
    const byName = (more: JsonObject) => [{ k8sService: { serviceName: 'cart', ...more } }];
    expect(passing(byName({ namespace: 'shop' }), ofCart)).toEqual(['shop/cart']);
    expect(passing(byName({}), ofCart)).toEqual(['shop/cart']);
    expect(passing(byName({ namespace: 'ops' }), ofCart)).toEqual([]);
  });
  test('finds Services by their labels', () => {
    const byLabel = (tier: string) => [{ k8sServiceSelector: { selector: { matchLabels: { tier } } } }];
    expect(passing(byLabel('back'), ofCart)).toEqual(['shop/cart']);
    expect(passing(byLabel('front'), ofCart)).toEqual([]);
  });
  test('means the addresses of the endpoints where the Service selects nothing', () => {
    const byName = [{ k8sService: { serviceName: 'outside', namespace: 'shop' } }];
    expect(passing(byName, outside, slice)).toEqual(['8.8.8.8']);
    expect(passing(byName, outside, endpoints)).toEqual(['8.8.8.8']);
    expect(from(byName, outside).assumptions).toContain(
      'CiliumNetworkPolicy shop/web spec.egress[0].toServices[0]: endpoints of Service shop/outside, which the manifests do not have, match nothing that is modelled.',
    );
  });
  test('of a Service that is not there matches nothing, and the assumptions say so', () => {
    expect(from([{ k8sService: { serviceName: 'gone' } }]).assumptions).toContain(
      'CiliumNetworkPolicy shop/web spec.egress[0].toServices[0]: Services that the manifests do not have match nothing that is modelled.',
    );
  });
});

test('hosts by name are ends of connections, with the ports that their rules open', () => {
  const toPorts = [{ ports: [{ port: '443', protocol: 'TCP' }] }];
  const egress = [{ toFQDNs: [{ matchName: 'api.example.com' }, { matchPattern: '*.example.org' }], toPorts }];
  const reachability = reach(deployment('shop/web'), ciliumNetworkPolicy('shop/web', { endpointSelector: {}, egress }));
  const listed = reachability.connections({ from: 'shop/web' });
  expect(listed.map((each) => [each.to, each.ports.toString(), ...each.rules()])).toEqual([
    [{ dnsName: '*.example.org' }, 'TCP 443', 'CiliumNetworkPolicy shop/web spec.egress[0]'],
    [{ dnsName: 'api.example.com' }, 'TCP 443', 'CiliumNetworkPolicy shop/web spec.egress[0]'],
  ]);
  expect(reachability.connections({ to: 'api.example.com' })).toHaveLength(1);
});
