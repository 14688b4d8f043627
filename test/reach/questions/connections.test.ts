import { formatEndpoint } from '../../../lib/reach/questions/endpoint';
import { ConnectionSet } from '../../../lib/reach/sets/connection-set';
import { findEndpoints, UnknownEndpoint } from '../../../lib/reach/questions/find-endpoints';
import { parsePorts } from '../../../lib/reach/sets/parse-ports';
import { deployment, lines, networkPolicy, reach, reachWith, tree } from '../tree';
import { reachability } from '../../../lib/reach/questions/reachability';

const web = deployment('shop/web');
const cart = deployment('shop/cart');
const isolateCart = networkPolicy('shop/cart', {
  podSelector: { matchLabels: { app: 'cart' } },
  policyTypes: ['Ingress', 'Egress'],
  ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 7070 }] }],
  egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 443 }] }],
});

test('lists workloads first, then the outside as ranges of addresses', () => {
  expect(lines(reach(web, cart, isolateCart))).toEqual([
    'shop/cart -> shop/web: unproved: TCP 443',
    'shop/cart -> 10.0.0.0-10.0.255.255: TCP 443',
    'shop/cart -> 10.2.0.0-10.255.255.255: TCP 443',
    'shop/web -> shop/cart: TCP 7070',
    'shop/web -> 0.0.0.0-255.255.255.255: all connections',
    '0.0.0.0-255.255.255.255 -> shop/web: all connections',
  ]);
});

test('the list does not depend on the order of the tree', () => {
  expect(lines(reach(isolateCart, cart, web))).toEqual(lines(reach(web, cart, isolateCart)));
});

test('IPv6 is listed where a policy names an IPv6 block, or where asked', () => {
  const to = [{ ipBlock: { cidr: '2001:db8::/32' } }];
  const policy = networkPolicy('shop/web', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [{ to }] });
  expect(lines(reach(web, policy))).toEqual([
    'shop/web -> 2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff: all connections',
  ]);
  expect(lines(reachWith({ addressFamilies: ['IPv6'] }, web))).toEqual([
    'shop/web -> ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff: all connections',
    '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff -> shop/web: all connections',
  ]);
});

describe('narrowing', () => {
  const reachability = reach(web, cart, isolateCart);
  const narrowed = (filter: Parameters<typeof reachability.connections>[0]) =>
    reachability.connections(filter).map(({ ports, from, to }) => `${JSON.stringify([from, to])} ${ports.toString()}`);
  test('by both ends', () => {
    expect(narrowed({ from: 'shop/web', to: 'shop/cart' })).toEqual([
      '[{"kind":"Deployment","namespace":"shop","name":"web"},{"kind":"Deployment","namespace":"shop","name":"cart"}] TCP 7070',
    ]);
  });
  test('by ports: what is left of each connection is shown', () => {
    const ports = ConnectionSet.range('TCP', 7070, 7071);
    expect(narrowed({ from: 'shop/web', ports })).toEqual([
      expect.stringContaining('"cart"}] TCP 7070'),
      expect.stringContaining('{"ipRange":"0.0.0.0-255.255.255.255"}] TCP 7070-7071'),
    ]);
  });
  test('by addresses: ranges are cut to what was asked for', () => {
    expect(narrowed({ to: '10.0.255.0/23' })).toEqual([
      expect.stringContaining('"cart"},{"ipRange":"10.0.254.0-10.0.255.255"}] TCP 443'),
      expect.stringContaining('"web"},{"ipRange":"10.0.254.0-10.0.255.255"}] all connections'),
    ]);
  });
  test('by namespace', () => {
    const between = reachability.connections({ from: 'shop/*', to: 'shop/*' });
    expect(between.map(({ to }) => formatEndpoint(to))).toEqual(['shop/web (Deployment)', 'shop/cart (Deployment)']);
  });
});

test.each([
  ['Deployment shop/cart', ['shop/cart Deployment']],
  ['Deployment/shop/cart', ['shop/cart Deployment']],
  ['shop/cart (Deployment)', ['shop/cart Deployment']],
  ['shop/cart[Deployment]', ['shop/cart Deployment']],
  ['deployment shop/cart', ['shop/cart Deployment']],
  ['shop', ['shop/cart Deployment', 'shop/web Deployment']],
  ['Deployment', ['ops/agent Deployment', 'shop/cart Deployment', 'shop/web Deployment']],
  ['DaemonSet', ['ops/agent DaemonSet']],
  ['web', ['shop/web Deployment']],
])('%j stands for %j', (word, names) => {
  const daemon = { ...deployment('ops/agent'), kind: 'DaemonSet' };
  const { workloads } = reach(web, cart, deployment('ops/agent'), daemon);
  const match = findEndpoints(word, workloads);
  const found = match.kind === 'workloads' ? match.workloads.map((i) => workloads[i]) : [];
  expect(found.map((workload) => `${workload?.namespace}/${workload?.name} ${workload?.kind}`)).toEqual(names);
});

test.each([
  ['agent', '"agent" names several workloads. Use one of: Deployment ops/agent, Deployment shop/agent'],
  ['ops', '"ops" is a namespace and something else, too. Use one of: ops/*, Deployment shop/ops'],
  ['nobody', 'Also possible: a namespace, a kind, namespace/*'],
])('%j is no clear word', (word, message) => {
  const { workloads } = reach(deployment('ops/agent'), deployment('shop/agent'), deployment('shop/ops'));
  expect(() => findEndpoints(word, workloads)).toThrow(message);
});

test.each([
  ['8080', 'TCP 8080'],
  ['8080/tcp', 'TCP 8080'],
  ['UDP/53', 'UDP 53'],
  ['8000-8100/SCTP', 'SCTP 8000-8100'],
  ['udp', 'UDP 1-65535'],
  ['80, 443, 53/UDP', 'TCP 80,443, UDP 53'],
  ['', undefined],
  ['80,', undefined],
  ['TCP/80/TCP', undefined],
  ['90-80', undefined],
])('ports %j are %j', (text, ports) => {
  expect(parsePorts(text)?.toString()).toBe(ports);
});

describe('asking about two ends', () => {
  const reachability = reach(web, cart, isolateCart);
  test('an unknown name is an error that lists the names there are', () => {
    expect(() => reachability.between('shop/wbe', 'shop/cart')).toThrow(UnknownEndpoint);
    expect(() => reachability.between('shop/wbe', 'shop/cart')).toThrow(
      /"shop\/wbe".*\nWorkloads: shop\/cart, shop\/web\./,
    );
  });
  test('a name of two workloads is an error until the kind is said', () => {
    const job = { ...cart, kind: 'StatefulSet' };
    const both = reach(web, cart, job);
    expect(() => both.between('shop/web', 'shop/cart')).toThrow(
      'Use one of: Deployment shop/cart, StatefulSet shop/cart',
    );
    expect(both.between('shop/web', 'StatefulSet shop/cart').allowed.isAll).toBe(true);
  });
  test('of a range of addresses, what all of them may and what some of them may are told apart', () => {
    const answer = reachability.between('shop/cart', '10.0.0.0/8');
    expect(answer.allowed.toString()).toBe('no connection');
    expect(answer.allowedForSome.toString()).toBe('TCP 443');
  });
  test('two ends outside are an error', () => {
    expect(() => reachability.between('10.0.0.1', '10.0.0.2')).toThrow('One end at least must be a workload');
  });
});

describe('why', () => {
  const egress = networkPolicy('shop/web', {
    podSelector: { matchLabels: { app: 'web' } },
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: {} }], ports: [{ port: 7000, endPort: 8000 }] }],
  });
  const reachability = reach(web, cart, isolateCart, egress);
  test('a connection names the rules of both ends that let it through', () => {
    const [connection] = reachability.connections({ from: 'shop/web', to: 'shop/cart' });
    expect(connection?.rules()).toEqual([
      'NetworkPolicy shop/web spec.egress[0]',
      'NetworkPolicy shop/cart spec.ingress[0]',
    ]);
  });
  test('an end that no policy isolates is said to be so', () => {
    const [connection] = reach(web, cart, isolateCart).connections({ from: 'shop/web', to: 'shop/cart' });
    expect(connection?.rules()).toEqual([
      'no policy isolates Deployment shop/web for egress',
      'NetworkPolicy shop/cart spec.ingress[0]',
    ]);
  });
  test('a denial names the policies that isolate', () => {
    const answer = reachability.between('shop/cart', 'shop/web');
    expect(answer.denyingRules()).toEqual(['NetworkPolicy shop/cart spec.podSelector']);
  });
  test('an explanation says what each end allows and denies', () => {
    expect(reachability.between('shop/web', 'shop/cart').explain(ConnectionSet.range('TCP', 7070, 7071))).toBe(
      [
        'shop/web → shop/cart: TCP 7070',
        '  egress of Deployment shop/web',
        '    allows TCP 7070-7071: NetworkPolicy shop/web spec.egress[0]',
        '  ingress of Deployment shop/cart',
        '    allows TCP 7070: NetworkPolicy shop/cart spec.ingress[0]',
        '    denies TCP 7071: no rule allows it, and it is isolated by NetworkPolicy shop/cart spec.podSelector',
      ].join('\n'),
    );
  });
});

describe('two trees', () => {
  const wider = networkPolicy('shop/cart', {
    podSelector: { matchLabels: { app: 'cart' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 7070 }, { port: 9090 }] }],
    egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/7' } }], ports: [{ port: 443 }] }],
  });
  const difference = reachability(tree(web, cart, wider)).diff(reachability(tree(web, cart, isolateCart)));
  test('what is new between two workloads is told as ports', () => {
    const [change] = difference.changed;
    expect(difference.changed).toHaveLength(1);
    expect(change?.addedPorts.toString()).toBe('TCP 9090');
    expect(change?.removedPorts.isEmpty).toBe(true);
  });
  test('of ranges of addresses only the new pieces are told', () => {
    expect(difference.added.map(({ to }) => to)).toEqual([
      { ipRange: '10.1.0.0-10.1.255.255' },
      { ipRange: '11.0.0.0-11.255.255.255' },
    ]);
    expect(difference.removed).toEqual([]);
  });
  test('a tree does not differ from itself', () => {
    const same = reachability(tree(cart, web, isolateCart));
    expect(same.diff(reachability(tree(web, cart, isolateCart)))).toEqual({
      added: [],
      removed: [],
      changed: [],
      addedWorkloads: [],
      removedWorkloads: [],
    });
  });
});
