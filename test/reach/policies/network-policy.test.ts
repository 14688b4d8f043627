import type { JsonObject } from '../../../lib/manifest/objects/json';
import { barePod, deployment, namespace, networkPolicy, passes, reach } from '../tree';

const shop = [namespace('shop', { team: 'shop' }), namespace('ops', { team: 'ops' })];
const web = deployment('shop/web', { ports: [{ name: 'http', containerPort: 8080 }] });
const cart = deployment('shop/cart', {
  ports: [
    { name: 'grpc', containerPort: 7070 },
    { name: 'dns', containerPort: 53, protocol: 'UDP' },
  ],
});
const agent = deployment('ops/agent');
const everyone = ['shop/web', 'ops/agent', '8.8.8.8'];

/** What passes to the cart, by source, under one policy. */
function toCart(spec: JsonObject): Record<string, string> {
  const reachability = reach(...shop, web, cart, agent, networkPolicy('shop/cart', spec));
  return Object.fromEntries(everyone.map((from) => [from, passes(reachability, from, 'shop/cart')]));
}

/** What passes from the web frontend, by destination, under one policy. */
function fromWeb(spec: JsonObject): Record<string, string> {
  const reachability = reach(...shop, web, cart, agent, networkPolicy('shop/web', spec));
  const all = ['shop/cart', 'ops/agent', '8.8.8.8'];
  return Object.fromEntries(all.map((to) => [to, passes(reachability, 'shop/web', to)]));
}

const all = { 'shop/web': 'all connections', 'ops/agent': 'all connections', '8.8.8.8': 'all connections' };
const none = { 'shop/web': 'no connection', 'ops/agent': 'no connection', '8.8.8.8': 'no connection' };
const selectsCart = { podSelector: { matchLabels: { app: 'cart' } } };

describe('without policies', () => {
  test('everything reaches everything', () => {
    expect(passes(reach(web, agent), 'ops/agent', 'shop/web')).toBe('all connections');
  });
});

describe('which pods a policy isolates', () => {
  test('an empty podSelector selects every pod of the namespace', () => {
    expect(toCart({ podSelector: {} })).toEqual(none);
  });
  test('a missing podSelector does too', () => {
    expect(toCart({})).toEqual(none);
  });
  test('a null podSelector does too', () => {
    expect(toCart({ podSelector: null })).toEqual(none);
  });
  test('a pod that no policy selects stays open', () => {
    expect(toCart({ podSelector: { matchLabels: { app: 'other' } } })).toEqual(all);
  });
  test('a policy has no say in another namespace', () => {
    const reachability = reach(...shop, cart, agent, networkPolicy('ops/deny', { podSelector: {} }));
    expect(passes(reachability, '8.8.8.8', 'shop/cart')).toBe('all connections');
  });
  test('null counts as left out in a selector, and as an empty value of a label', () => {
    const labelled = { ...deployment('shop/b'), ...barePod('shop/b', {}, { labels: { app: null } }) };
    const nulls = networkPolicy('shop/p', { podSelector: { matchLabels: null, matchExpressions: null } });
    const empty = networkPolicy('shop/p', { podSelector: { matchLabels: { app: '' } } });
    expect(passes(reach(deployment('shop/a'), labelled, nulls), 'shop/a', 'shop/b')).toBe('no connection');
    expect(passes(reach(deployment('shop/a'), labelled, empty), 'shop/a', 'shop/b')).toBe('no connection');
  });

  test('matchExpressions select with every operator', () => {
    for (const matchExpressions of [
      [{ key: 'app', operator: 'In', values: ['cart', 'x'] }],
      [{ key: 'app', operator: 'NotIn', values: ['web'] }],
      [{ key: 'app', operator: 'Exists' }],
      [{ key: 'tier', operator: 'DoesNotExist' }],
    ]) {
      expect(toCart({ podSelector: { matchExpressions } })).toEqual(none);
    }
  });
});

describe('which directions a policy isolates', () => {
  const isolates = (spec: JsonObject) => {
    const reachability = reach(...shop, cart, networkPolicy('shop/cart', { ...selectsCart, ...spec }));
    return {
      ingress: passes(reachability, '8.8.8.8', 'shop/cart') === 'no connection',
      egress: passes(reachability, 'shop/cart', '8.8.8.8') === 'no connection',
    };
  };
  test('without policyTypes, ingress alone', () => {
    expect(isolates({})).toEqual({ ingress: true, egress: false });
  });
  test('without policyTypes, egress too where there is an egress rule', () => {
    expect(isolates({ egress: [{ to: [{ podSelector: {} }] }] })).toEqual({ ingress: true, egress: true });
  });
  test('an empty list of egress rules does not make it an egress policy', () => {
    expect(isolates({ egress: [] })).toEqual({ ingress: true, egress: false });
  });
  test('an empty list of policyTypes counts as missing', () => {
    expect(isolates({ policyTypes: [] })).toEqual({ ingress: true, egress: false });
  });
  test('policyTypes Egress alone leaves ingress open, even with ingress rules', () => {
    const ingress = [{ from: [{ podSelector: {} }] }];
    expect(isolates({ policyTypes: ['Egress'], ingress })).toEqual({ ingress: false, egress: true });
  });
  test('both types isolate both ways', () => {
    expect(isolates({ policyTypes: ['Ingress', 'Egress'] })).toEqual({ ingress: true, egress: true });
  });
});

test('rules of a direction that policyTypes leaves out are ignored, also where another policy isolates', () => {
  const ignored = networkPolicy('shop/ignored', { ...selectsCart, policyTypes: ['Egress'], ingress: [{}] });
  const reachability = reach(...shop, cart, ignored, networkPolicy('shop/deny', { podSelector: {} }));
  expect(passes(reachability, '8.8.8.8', 'shop/cart')).toBe('no connection');
});

describe('whom a rule is about', () => {
  const from = (peers: readonly JsonObject[]) => toCart({ ...selectsCart, ingress: [{ from: peers }] });
  test('no list of rules allows nothing', () => {
    expect(toCart({ ...selectsCart })).toEqual(none);
  });
  test('an empty list of rules allows nothing', () => {
    expect(toCart({ ...selectsCart, ingress: [] })).toEqual(none);
  });
  test('an empty rule allows everything', () => {
    expect(toCart({ ...selectsCart, ingress: [{}] })).toEqual(all);
  });
  test('an empty list of peers means everything', () => {
    expect(from([])).toEqual(all);
  });
  test('an empty podSelector alone means the pods of the policy’s namespace', () => {
    expect(from([{ podSelector: {} }])).toEqual({ ...none, 'shop/web': 'all connections' });
  });
  test('an empty namespaceSelector means all pods, but no address', () => {
    expect(from([{ namespaceSelector: {} }])).toEqual({ ...all, '8.8.8.8': 'no connection' });
  });
  test('a podSelector alone does not reach into other namespaces', () => {
    expect(from([{ podSelector: { matchLabels: { app: 'agent' } } }])).toEqual(none);
  });
  test('two selectors in one peer must both match', () => {
    const peer = { namespaceSelector: { matchLabels: { team: 'ops' } }, podSelector: { matchLabels: { app: 'web' } } };
    expect(from([peer])).toEqual(none);
  });
  test('two selectors in two peers are alternatives', () => {
    const peers = [
      { namespaceSelector: { matchLabels: { team: 'ops' } } },
      { podSelector: { matchLabels: { app: 'web' } } },
    ];
    expect(from(peers)).toEqual({ ...all, '8.8.8.8': 'no connection' });
  });
  test('every namespace has its name as a label, even without an object', () => {
    const peer = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } } };
    const ingress = [{ from: [peer] }];
    const reachability = reach(cart, agent, networkPolicy('shop/cart', { ...selectsCart, ingress }));
    expect(passes(reachability, 'ops/agent', 'shop/cart')).toBe('all connections');
  });
  test('a Namespace cannot take another name as that label', () => {
    const disguised = namespace('ops', { 'kubernetes.io/metadata.name': 'trusted' });
    const peer = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'trusted' } } };
    const policy = networkPolicy('shop/cart', { ...selectsCart, ingress: [{ from: [peer] }] });
    expect(passes(reach(disguised, cart, agent, policy), 'ops/agent', 'shop/cart')).toBe('no connection');
  });
  test('an ipBlock stands for addresses, not for pods', () => {
    expect(from([{ ipBlock: { cidr: '0.0.0.0/0' } }])).toEqual({ ...none, '8.8.8.8': 'all connections' });
  });
  test('exceptions are cut out of an ipBlock', () => {
    expect(from([{ ipBlock: { cidr: '8.0.0.0/8', except: ['8.8.8.0/24'] } }])).toEqual(none);
  });
  test('an exception of one peer does not take back what another allows', () => {
    const peers = [{ ipBlock: { cidr: '8.0.0.0/8', except: ['8.8.8.0/24'] } }, { ipBlock: { cidr: '8.8.8.8/32' } }];
    expect(from(peers)).toEqual({ ...none, '8.8.8.8': 'all connections' });
  });
});

describe('which ports a rule is about', () => {
  const on = (ports: readonly JsonObject[]) => toCart({ ...selectsCart, ingress: [{ ports }] })['shop/web'];
  test('an empty list of ports means every port of every protocol', () => {
    expect(on([])).toBe('all connections');
  });
  test('a port without a protocol is TCP', () => {
    expect(on([{ port: 7070 }])).toBe('TCP 7070');
  });
  test('a protocol without a port is every port of it', () => {
    expect(on([{ protocol: 'SCTP' }])).toBe('SCTP 1-65535');
  });
  test('an entry with nothing in it is every TCP port', () => {
    expect(on([{}])).toBe('TCP 1-65535');
  });
  test('endPort makes a range that includes both ends', () => {
    expect(on([{ port: 8000, endPort: 8002 }])).toBe('TCP 8000-8002');
  });
  test('entries are united', () => {
    expect(on([{ port: 80 }, { port: 81, endPort: 90 }, { port: 53, protocol: 'UDP' }])).toBe('TCP 80-90, UDP 53');
  });
  test('a name in an ingress rule is a port of the selected pod', () => {
    expect(on([{ port: 'grpc' }])).toBe('TCP 7070');
  });
  test('a name is looked up within its protocol', () => {
    expect(on([{ port: 'dns' }])).toBe('no connection');
    expect(on([{ port: 'dns', protocol: 'UDP' }])).toBe('UDP 53');
  });
  test('a name that the destination does not have allows nothing', () => {
    expect(on([{ port: 'metrics' }])).toBe('no connection');
  });
  test('a name that no destination has is said among the assumptions', () => {
    const named = (name: string, protocol: string) => [{ port: name, protocol }];
    const about = (ingress: JsonObject, egress: JsonObject) =>
      reach(
        ...shop,
        web,
        cart,
        agent,
        networkPolicy('shop/cart', { ...selectsCart, ingress: [ingress], egress: [egress] }),
      ).assumptions.filter((line) => line.includes('named'));
    expect(about({ ports: named('grpc', 'TCP') }, { ports: named('http', 'TCP') })).toEqual([]);
    expect(
      about({ ports: named('grpc', 'UDP') }, { to: [{ namespaceSelector: {} }], ports: named('metrics', 'TCP') }),
    ).toEqual([
      'NetworkPolicy shop/cart spec.ingress[0].ports[0]: no destination has a port of UDP named "grpc".',
      'NetworkPolicy shop/cart spec.egress[0].ports[0]: no destination has a port of TCP named "metrics".',
    ]);
  });
  test('a name in an egress rule is looked up in each destination', () => {
    const egress = [{ to: [{ namespaceSelector: {} }], ports: [{ port: 'grpc' }] }];
    expect(fromWeb({ podSelector: { matchLabels: { app: 'web' } }, egress })).toEqual({
      'shop/cart': 'TCP 7070',
      'ops/agent': 'no connection',
      '8.8.8.8': 'no connection',
    });
  });
  test('a sidecar’s port counts, an init container’s does not', () => {
    const ports = [{ name: 'side', containerPort: 9000 }];
    const allowed = (restartPolicy?: string) => {
      const container = {
        name: 'init',
        image: 'example',
        ports,
        ...(restartPolicy !== undefined && { restartPolicy }),
      };
      const pod = deployment('shop/cart', { spec: { initContainers: [container] } });
      const policy = networkPolicy('shop/cart', { ...selectsCart, ingress: [{ ports: [{ port: 'side' }] }] });
      return passes(reach(pod, policy), '8.8.8.8', 'shop/cart');
    };
    expect(allowed('Always')).toBe('TCP 9000');
    expect(allowed()).toBe('no connection');
  });
});

describe('several policies', () => {
  const rule = (name: string, port: number, endPort = port) =>
    networkPolicy(`shop/${name}`, { ...selectsCart, ingress: [{ ports: [{ port, endPort }] }] });
  test('what any of them allows passes', () => {
    const reachability = reach(...shop, web, cart, rule('a', 80), rule('b', 90));
    expect(passes(reachability, 'shop/web', 'shop/cart')).toBe('TCP 80,90');
  });
  test('a deny-all policy takes nothing from what another allows', () => {
    const reachability = reach(...shop, web, cart, rule('a', 80), networkPolicy('shop/deny', { podSelector: {} }));
    expect(passes(reachability, 'shop/web', 'shop/cart')).toBe('TCP 80');
  });
  test('both ends must agree: the ports that pass are those of both', () => {
    const egress = networkPolicy('shop/web', {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Egress'],
      egress: [{ ports: [{ port: 70, endPort: 85 }] }],
    });
    expect(passes(reach(...shop, web, cart, egress, rule('cart', 80, 90)), 'shop/web', 'shop/cart')).toBe('TCP 80-85');
  });
});
