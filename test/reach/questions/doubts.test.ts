import { cniFacts } from '../../../lib/fleet/cni';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { ConnectionSet } from '../../../lib/reach/sets/connection-set';
import type { Reachability } from '../../../lib/reach/questions/reachability';
import { ciliumNetworkPolicy, deployment, lines, networkPolicy, reach, reachWith, service } from '../tree';

const web = deployment('shop/web');
const cart = deployment('shop/cart');
const database = deployment('data/database');
const isolateCart = networkPolicy('shop/cart', {
  podSelector: { matchLabels: { app: 'cart' } },
  policyTypes: ['Ingress', 'Egress'],
  ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 7070 }] }],
});
const closed = networkPolicy('data/closed', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

function calico(namespace?: string): Manifest {
  const kind = namespace === undefined ? 'GlobalNetworkPolicy' : 'NetworkPolicy';
  const metadata = { name: 'other', ...(namespace === undefined ? {} : { namespace }) };
  return { apiVersion: 'projectcalico.org/v3', kind, metadata, spec: { selector: 'all()' } };
}

function bounds(found: Reachability, from: string, to: string, port = 7070) {
  const { least, most, reasons } = found.between(from, to).bounds;
  const ports = ConnectionSet.port('TCP', port);
  const said = least.allowed.includes(ports) ? 'allowed' : most.allowedForSome.includes(ports) ? 'unproved' : 'denied';
  return said === 'unproved' ? [said, ...reasons] : said;
}

describe('a policy that is not modelled', () => {
  const reason = 'NetworkPolicy shop/other (projectcalico.org/v3) is not modelled';
  const found = reach(web, cart, database, isolateCart, closed, calico('shop'));

  test('leaves no connection of its pods proved in the list, and hides none', () => {
    expect(lines(found)).toEqual([
      'shop/cart -> shop/web: unproved: all connections',
      'shop/cart -> 0.0.0.0-255.255.255.255: unproved: all connections',
      'shop/web -> shop/cart: unproved: all connections',
      'shop/web -> 0.0.0.0-255.255.255.255: unproved: all connections',
      '0.0.0.0-255.255.255.255 -> shop/cart: unproved: all connections',
      '0.0.0.0-255.255.255.255 -> shop/web: unproved: all connections',
    ]);
    expect(found.connections().map((connection) => connection.doubts())).toEqual(Array(6).fill([reason]));
  });
  test('leaves what the other end denies denied', () => {
    expect(bounds(found, 'shop/web', 'data/database')).toBe('denied');
    expect(bounds(found, 'shop/web', 'shop/cart')).toEqual(['unproved', reason]);
  });
  test('of the whole cluster leaves nothing proved', () => {
    const everywhere = lines(reach(web, cart, database, isolateCart, closed, calico()));
    expect(everywhere).toHaveLength(12);
    expect(everywhere.filter((line) => !line.endsWith('unproved: all connections'))).toEqual([]);
  });
  test('leaves nothing proved that comes from an ingress controller', () => {
    const http = {
      paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
    };
    const ingress: Manifest = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { rules: [{ http }] },
    };
    const behind = service('shop/web', { selector: { app: 'web' }, ports: [{ port: 80 }] });
    expect(lines(reach(web, behind, ingress, calico('shop'))).at(-1)).toBe(
      'ingress-controller -> shop/web: unproved: TCP 80',
    );
  });
});

describe('a network plugin that enforces no policies', () => {
  test('leaves unproved what they deny, and what they allow is allowed', () => {
    const found = reachWith({ network: { cni: cniFacts('none') } }, web, cart, database, isolateCart, closed);
    const reason = 'the network plugin (cni: none) enforces no NetworkPolicy';
    expect(bounds(found, 'shop/web', 'shop/cart')).toBe('allowed');
    expect(bounds(found, 'shop/web', 'data/database')).toEqual(['unproved', reason]);
    expect(bounds(found, '8.8.8.8', 'data/database')).toEqual(['unproved', reason]);
    expect(lines(found)).toContain('0.0.0.0-255.255.255.255 -> data/database: unproved: all connections');
    expect(found.exposure().filter(({ unproved }) => !unproved.isEmpty)).not.toEqual([]);
  });
  test('of one kind leaves that kind alone', () => {
    const policy = ciliumNetworkPolicy('shop/web', { endpointSelector: {}, ingress: [{}], egress: [{}] });
    const found = reachWith({ network: { cni: cniFacts('calico') } }, web, cart, database, policy, closed);
    expect(bounds(found, 'shop/web', 'shop/cart')).toEqual([
      'unproved',
      'the network plugin (cni: calico) enforces no CiliumNetworkPolicy',
    ]);
    expect(bounds(found, 'shop/web', 'data/database')).toBe('denied');
  });
});

describe('a Service that takes requests at the addresses of nodes', () => {
  const outside = (spec: JsonObject) =>
    service('shop/cart', { selector: { app: 'cart' }, ports: [{ port: 80, targetPort: 7070 }], ...spec });
  const reason =
    'Service shop/cart hands on requests with the address of a node, as its externalTrafficPolicy is not Local';

  test.each([
    ['a node port', { type: 'NodePort' }],
    ['a load balancer', { type: 'LoadBalancer', externalTrafficPolicy: 'Cluster' }],
    ['addresses of its own', { externalIPs: ['192.0.2.7'] }],
  ])('with %s leaves unproved what policies deny on its ports', (_, spec) => {
    const found = reach(web, cart, database, isolateCart, outside(spec));
    expect(bounds(found, '8.8.8.8', 'shop/cart')).toEqual(['unproved', reason]);
    expect(bounds(found, 'data/database', 'shop/cart')).toEqual(['unproved', reason]);
    expect(bounds(found, '8.8.8.8', 'shop/cart', 7071)).toBe('denied');
    expect(bounds(found, 'shop/web', 'shop/cart')).toBe('allowed');
    expect(lines(found)).toContain('0.0.0.0-255.255.255.255 -> shop/cart: unproved: TCP 7070');
  });
  test('leaves unproved what a rule allows by the address of the client', () => {
    const from = [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }];
    const policy = networkPolicy('shop/cart', { podSelector: {}, ingress: [{ from }] });
    const ask = (spec: JsonObject, ...others: readonly Manifest[]) =>
      bounds(reach(cart, ...others, outside(spec)), '8.8.8.8', 'shop/cart');
    expect(ask({ type: 'NodePort' }, policy)).toEqual(['unproved', reason]);
    expect(ask({ type: 'NodePort', externalTrafficPolicy: 'Local' }, policy)).toBe('allowed');
    expect(ask({ type: 'NodePort' })).toBe('allowed');
  });
  test('leaves allowed what the policies allow to nodes as well, where their addresses are known', () => {
    const from = [{ ipBlock: { cidr: '8.0.0.0/8' } }, { ipBlock: { cidr: '10.1.0.0/16' } }];
    const policy = networkPolicy('shop/cart', { podSelector: {}, ingress: [{ from }] });
    const ask = (nodeCidr: string) =>
      bounds(
        reachWith({ network: { nodeCidrs: [nodeCidr] } }, cart, policy, outside({ type: 'LoadBalancer' })),
        '8.8.8.8',
        'shop/cart',
      );
    expect(ask('10.1.0.0/24')).toBe('allowed');
    expect(ask('10.2.0.0/24')).toEqual(['unproved', reason]);
  });
  test.each([
    ['of traffic that stays local', { type: 'NodePort', externalTrafficPolicy: 'Local' }],
    ['within the cluster alone', {}],
  ])('%s leaves denials proved', (_, spec) => {
    const found = reach(web, cart, database, isolateCart, outside(spec));
    expect(bounds(found, '8.8.8.8', 'shop/cart')).toBe('denied');
    expect(bounds(found, 'data/database', 'shop/cart')).toBe('denied');
  });
  test('opens nothing to a client that is let out to nobody', () => {
    expect(
      bounds(reach(cart, database, isolateCart, closed, outside({ type: 'NodePort' })), 'data/database', 'shop/cart'),
    ).toBe('denied');
  });
});

describe('an address of the cluster that a question names', () => {
  const cluster = { podCidrs: ['10.2.0.0/16'], serviceCidrs: ['10.96.0.0/12'] };
  const policy = networkPolicy('shop/web', {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
  });
  const behind = service('shop/cart', { clusterIP: '10.3.0.9', selector: { app: 'cart' }, ports: [{ port: 7070 }] });
  const found = reachWith({ network: cluster }, web, cart, policy, behind);

  test.each([
    ['10.3.0.9', 'the address is that of Service shop/cart: ask for the pods that it leads to'],
    ['10.96.0.10', 'the address is that of a Service (network.serviceCidrs): ask for the workload'],
    ['10.2.7.0/24', 'the address is that of a pod (network.podCidrs): ask for the workload'],
  ])('%s is no address outside', (address, reason) => {
    expect(bounds(found, 'shop/web', address)).toEqual(['unproved', reason]);
    expect(bounds(found, address, 'shop/web')).toEqual(['unproved', reason]);
  });
  test('is not meant by a range that goes beyond the cluster', () => {
    expect(bounds(found, 'shop/web', '10.0.0.0/8')).toBe('allowed');
    expect(bounds(found, 'shop/web', '8.8.8.8')).toBe('allowed');
  });
});

describe('a block of addresses that are those of Services', () => {
  const network = { podCidrs: ['10.2.0.0/16'], serviceCidrs: ['10.96.0.0/12'] };
  const to = [{ ipBlock: { cidr: '10.96.0.0/12' } }];
  const policy = networkPolicy('shop/web', {
    podSelector: { matchLabels: { app: 'web' } },
    policyTypes: ['Egress'],
    egress: [{ to, ports: [{ port: 80 }] }],
  });
  const ask = (cni: 'other' | 'calico', port: number) =>
    bounds(
      reachWith({ network: { ...network, cni: cniFacts(cni) } }, web, cart, policy),
      'shop/web',
      'shop/cart',
      port,
    );

  test('may lead to any port of pods, whatever port the rule has, where the plugin sees Services', () => {
    const reason =
      'NetworkPolicy shop/web spec.egress[0].to[0]: the block may be about the address of a Service, which leads to pods';
    expect([ask('other', 80), ask('other', 7070)]).toEqual([
      ['unproved', reason],
      ['unproved', reason],
    ]);
  });
  test('leads nowhere where the plugin sees pods alone', () => {
    expect([ask('calico', 80), ask('calico', 7070)]).toEqual(['denied', 'denied']);
  });
});
