import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import {
  adminNetworkPolicy,
  baselineAdminNetworkPolicy,
  clusterNetworkPolicy,
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
const everyNamespace = { namespaces: {} };
const shop = { namespaces: { matchLabels: { team: 'shop' } } };
const cart = { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'cart' } } } };
const port = (number: number) => ({ portNumber: { port: number } });

const result = (from: string, to: string, ...policies: readonly Manifest[]) =>
  passes(reach(...objects, ...policies), from, to);
const toCart = (...policies: readonly Manifest[]) => result('ops/agent', 'shop/cart', ...policies);
const admin = (name: string, priority: number, ...ingress: readonly JsonObject[]) =>
  adminNetworkPolicy(name, { priority, subject: cart, ingress });
const rule = (action: string, ...ports: readonly JsonObject[]) => ({
  action,
  from: [everyNamespace],
  ...(ports.length > 0 && { ports }),
});
const denyAll = networkPolicy('shop/deny', { podSelector: {} });

describe('AdminNetworkPolicy', () => {
  test('a denial takes effect without any NetworkPolicy', () => {
    expect(toCart(admin('a', 1, rule('Deny')))).toBe('no connection');
  });
  test('what no rule matches is left as it was', () => {
    const ports = toCart(admin('a', 1, rule('Deny', port(22))));
    expect(ports).toBe('TCP 1-21,23-65535, UDP 1-65535, SCTP 1-65535');
  });
  test('an Allow wins over a NetworkPolicy that isolates the pod', () => {
    expect(toCart(admin('a', 1, rule('Allow', port(80))), denyAll)).toBe('TCP 80');
  });
  test('a Deny wins over a NetworkPolicy that allows', () => {
    const allow = networkPolicy('shop/allow', { podSelector: {}, ingress: [{ ports: [{ port: 80, endPort: 82 }] }] });
    expect(toCart(admin('a', 1, rule('Deny', port(81))), allow)).toBe('TCP 80,82');
  });
  test('within a policy the first matching rule decides', () => {
    expect(toCart(admin('a', 1, rule('Allow', port(80)), rule('Deny')))).toBe('TCP 80');
    expect(toCart(admin('a', 1, rule('Deny'), rule('Allow', port(80))))).toBe('no connection');
  });
  test('the lower priority number is asked first, whatever the names', () => {
    const deny = (priority: number) => admin('a', priority, rule('Deny'));
    const allow = (priority: number) => admin('b', priority, rule('Allow', port(80)));
    expect(toCart(deny(2), allow(1))).toBe('TCP 80');
    expect(toCart(deny(1), allow(2))).toBe('no connection');
  });
  test('Pass skips the rest of the admin rules and hands over to the NetworkPolicies', () => {
    const pass = admin('a', 1, rule('Pass', port(80)));
    const deny = admin('b', 2, rule('Deny'));
    expect(toCart(pass, deny)).toBe('TCP 80');
    expect(toCart(pass, deny, denyAll)).toBe('no connection');
  });
  test('a subject by namespace takes every pod of it, a subject by pod only some', () => {
    const byNamespace = adminNetworkPolicy('a', { priority: 1, subject: shop, ingress: [rule('Deny')] });
    expect(result('ops/agent', 'shop/web', byNamespace)).toBe('no connection');
    expect(result('ops/agent', 'shop/web', admin('a', 1, rule('Deny')))).toBe('all connections');
  });
  test('an ingress rule is about pods and never about addresses outside', () => {
    expect(result('8.8.8.8', 'shop/cart', admin('a', 1, rule('Deny')))).toBe('all connections');
  });
  test.each([
    [['0.0.0.0/0'], 'no connection'],
    [['0.0.0.0/1', '128.0.0.0/1'], 'no connection'],
    [['0.0.0.0/1'], 'all connections'],
    [['::/0'], 'all connections'],
  ])('a denial of the networks %j leaves to pods: %s', (networks, left) => {
    const deny = adminNetworkPolicy('deny', {
      priority: 1,
      subject: { namespaces: {} },
      egress: [{ action: 'Deny', to: [{ networks }] }],
    });
    expect(passes(reach(...objects, deny), 'shop/web', 'shop/cart')).toBe(left);
  });
  test('networks in an egress rule are addresses outside', () => {
    const to = [{ networks: ['10.0.0.0/8'] }];
    const policy = adminNetworkPolicy('a', { priority: 1, subject: shop, egress: [{ action: 'Deny', to }] });
    expect(result('shop/web', '10.1.2.3', policy)).toBe('no connection');
    expect(result('shop/web', '11.1.2.3', policy)).toBe('all connections');
    expect(result('shop/web', 'shop/cart', policy)).toBe('all connections');
  });
  test('ports may be ranges, of any protocol, or names of the destination', () => {
    const range = { portRange: { protocol: 'UDP', start: 10, end: 20 } };
    const allow = admin('a', 1, rule('Allow', range, { namedPort: 'grpc' }), rule('Deny'));
    expect(toCart(allow)).toBe('TCP 7070, UDP 10-20');
  });
  test('an egress denial stops what the destination allows', () => {
    const policy = adminNetworkPolicy('a', {
      priority: 1,
      subject: everyNamespace,
      egress: [{ action: 'Deny', to: [cart], ports: [{ namedPort: 'grpc' }] }],
    });
    expect(toCart(policy)).toBe('TCP 1-7069,7071-65535, UDP 1-65535, SCTP 1-65535');
    expect(result('ops/agent', 'shop/web', policy)).toBe('all connections');
  });
  test('of nodes, only the pods in their network are modelled, and the assumptions say so', () => {
    const to = [{ nodes: {} }];
    const policy = adminNetworkPolicy('a', { priority: 1, subject: shop, egress: [{ action: 'Deny', to }] });
    const assumption =
      'AdminNetworkPolicy a spec.egress[0].to[0]: nodes match pods in the network of a node, and nothing else that is modelled.';
    expect(reach(...objects, policy).assumptions).toContain(assumption);
  });
});

describe('BaselineAdminNetworkPolicy', () => {
  const baseline = (...ingress: readonly JsonObject[]) => baselineAdminNetworkPolicy({ subject: cart, ingress });
  test('decides what no NetworkPolicy does', () => {
    expect(toCart(baseline(rule('Deny')))).toBe('no connection');
    expect(toCart(baseline(rule('Allow', port(80)), rule('Deny')))).toBe('TCP 80');
  });
  test('has no say once a NetworkPolicy isolates the pod', () => {
    const allow = networkPolicy('shop/allow', { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] });
    expect(toCart(baseline(rule('Deny')), allow)).toBe('TCP 80');
    expect(toCart(baseline(rule('Allow')), denyAll)).toBe('no connection');
  });
  test('isolation in one direction leaves the other to the baseline', () => {
    const egressOnly = networkPolicy('shop/egress', { podSelector: {}, policyTypes: ['Egress'] });
    expect(toCart(baseline(rule('Deny')), egressOnly)).toBe('no connection');
  });
  test('gets what an admin rule passes on', () => {
    expect(toCart(admin('a', 1, rule('Pass')), baseline(rule('Deny')))).toBe('no connection');
  });
  test('has no say over what an admin rule allows', () => {
    expect(toCart(admin('a', 1, rule('Allow', port(80))), baseline(rule('Deny')))).toBe('TCP 80');
  });
});

describe('ClusterNetworkPolicy', () => {
  const policy = (name: string, tier: string, priority: number, ...ingress: readonly JsonObject[]) =>
    clusterNetworkPolicy(name, { tier, priority, subject: cart, ingress });
  const tcp = (number: number) => ({ tcp: { destinationPort: { number } } });
  const about = (action: string, ...protocols: readonly JsonObject[]) => ({
    action,
    from: [everyNamespace],
    ...(protocols.length > 0 && { protocols }),
  });
  test('the Admin tier comes before NetworkPolicies, the Baseline tier after', () => {
    expect(toCart(policy('a', 'Admin', 1, about('Accept', tcp(80))), denyAll)).toBe('TCP 80');
    expect(toCart(policy('a', 'Baseline', 1, about('Accept', tcp(80))), denyAll)).toBe('no connection');
    expect(toCart(policy('a', 'Baseline', 1, about('Accept', tcp(80)), about('Deny')))).toBe('TCP 80');
  });
  test('the Baseline tier has priorities too', () => {
    const deny = policy('a', 'Baseline', 2, about('Deny'));
    expect(toCart(deny, policy('b', 'Baseline', 1, about('Accept', tcp(80))))).toBe('TCP 80');
    expect(toCart(deny, policy('b', 'Baseline', 3, about('Accept', tcp(80))))).toBe('no connection');
  });
  test('Pass in the Baseline tier leaves the default, which allows', () => {
    const pass = policy('a', 'Baseline', 1, about('Pass', tcp(80)), about('Deny'));
    expect(toCart(pass)).toBe('TCP 80');
  });
  test('protocols give numbers, ranges and names', () => {
    const range = { udp: { destinationPort: { range: { start: 10, end: 20 } } } };
    const accept = about('Accept', tcp(80), range, { destinationNamedPort: 'grpc' });
    expect(toCart(policy('a', 'Admin', 1, accept, about('Deny')))).toBe('TCP 80,7070, UDP 10-20');
  });
  test('one priority may be used once in each tier', () => {
    const admins = [policy('a', 'Admin', 1, about('Deny')), policy('b', 'Baseline', 1, about('Accept'))];
    expect(() => reach(...objects, ...admins)).not.toThrow();
  });
  test('several with one priority count all, as long as they agree', () => {
    const same = [policy('a', 'Admin', 1, about('Deny', tcp(80))), policy('b', 'Admin', 1, about('Deny', tcp(443)))];
    expect(toCart(...same)).toBe('TCP 1-79,81-442,444-65535, UDP 1-65535, SCTP 1-65535');
    expect(toCart(...same, policy('c', 'Admin', 1, about('Deny', tcp(80)), about('Accept', tcp(80))))).toBe(
      'TCP 1-79,81-442,444-65535, UDP 1-65535, SCTP 1-65535',
    );
  });
  test('two with one priority that disagree are an error that says about what', () => {
    const disagreeing = [policy('a', 'Admin', 1, about('Deny')), policy('b', 'Admin', 1, about('Pass', tcp(80)))];
    expect(() => reach(...objects, ...disagreeing)).toThrow(
      'ClusterNetworkPolicy b  spec.priority\n  Duplicate value: 1: ClusterNetworkPolicy a has it too and decides TCP 80 otherwise',
    );
  });
});
