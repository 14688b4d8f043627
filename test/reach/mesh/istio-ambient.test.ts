import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Labels } from '../../../lib/manifest/objects/label-selector';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { namespace, networkPolicy, service } from '../tree';
import {
  ambientNamespace,
  ask,
  authorizationPolicy,
  peerAuthentication,
  reachBy,
  selecting,
  sidecarNamespace,
  workload,
} from './mesh';

// https://istio.io/latest/docs/ambient/usage/l4-policy, https://istio.io/latest/docs/ambient/usage/waypoint

const shop = [
  ambientNamespace('shop'),
  namespace('plain'),
  workload('shop/frontend'),
  workload('shop/ads'),
  workload('shop/cart'),
  workload('plain/cron'),
];
const fromFrontend = { from: [{ source: { principals: ['cluster.local/ns/shop/sa/frontend'] } }] };
const get = { to: [{ operation: { methods: ['GET'] } }] };

describe('ztunnel', () => {
  test('enforces clients and ports', () => {
    const policy = { ...selecting('cart'), rules: [{ ...fromFrontend, to: [{ operation: { ports: ['8080'] } }] }] };
    const reachability = reachBy('mesh', ...shop, authorizationPolicy('shop/cart', policy));
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart' })).toBe('allowed');
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart', port: 9090 })).toBe('denied');
    expect(ask(reachability, { from: 'shop/ads', to: 'shop/cart' })).toBe('denied');
    expect(ask(reachability, { from: 'plain/cron', to: 'shop/cart' })).toBe('denied');
  });

  test.each<[string, JsonObject, string]>([
    ['ALLOW with attributes of requests allows nothing', { rules: [get] }, 'denied'],
    ['DENY with nothing but attributes of requests denies nothing', { action: 'DENY', rules: [get] }, 'allowed'],
    [
      'DENY keeps the ports beside attributes of requests, so that it denies more',
      { action: 'DENY', rules: [{ to: [{ operation: { methods: ['DELETE'], ports: ['8080'] } }] }] },
      'denied',
    ],
    [
      'DENY under a condition of a request denies nothing',
      { action: 'DENY', rules: [{ when: [{ key: 'request.headers[x]', values: ['1'] }] }] },
      'allowed',
    ],
    [
      'ALLOW by trust domain is in doubt: ztunnel is told nothing of those',
      { rules: [{ from: [{ source: { trustDomains: ['cluster.local'] } }] }] },
      'perhaps',
    ],
    [
      'ALLOW by another trust domain, too',
      { rules: [{ from: [{ source: { trustDomains: ['td.example'] } }] }] },
      'perhaps',
    ],
    [
      'what refuses beside a trust domain refuses',
      { rules: [{ from: [{ source: { trustDomains: ['cluster.local'], namespaces: ['ads'] } }] }] },
      'denied',
    ],
    [
      'ALLOW under a condition on the trust domain allows nothing',
      { rules: [{ when: [{ key: 'source.trustDomain', values: ['cluster.local'] }] }] },
      'denied',
    ],
    [
      'ALLOW under a condition on the service account allows nothing',
      { rules: [{ when: [{ key: 'source.serviceAccount', values: ['frontend'] }] }] },
      'denied',
    ],
    ['CUSTOM is not enforced', { action: 'CUSTOM', provider: { name: 'opa' }, rules: [{}] }, 'allowed'],
    ['an empty DENY rule denies everything', { action: 'DENY', rules: [{}] }, 'denied'],
  ])('%s', (_, spec, expected) => {
    const reachability = reachBy('mesh', ...shop, authorizationPolicy('shop/cart', { ...selecting('cart'), ...spec }));
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart', method: 'GET' })).toBe(expected);
  });

  test('refuses unencrypted connections where the pod is strict, and knows no DISABLE', () => {
    const strict = reachBy('mesh', ...shop, peerAuthentication('shop/default', { mtls: { mode: 'STRICT' } }));
    expect(ask(strict, { from: 'plain/cron', to: 'shop/cart' })).toBe('denied');
    expect(ask(strict, { from: 'shop/frontend', to: 'shop/cart' })).toBe('allowed');
    const off = reachBy(
      'mesh',
      ...shop,
      peerAuthentication('shop/default', { mtls: { mode: 'DISABLE' } }),
      authorizationPolicy('shop/cart', { ...selecting('cart'), rules: [fromFrontend] }),
    );
    expect(ask(off, { from: 'shop/frontend', to: 'shop/cart' })).toBe('allowed');
  });

  test('takes pods that are labelled themselves, and none that opt out', () => {
    const deny = authorizationPolicy('plain/default', {});
    const inside = workload('plain/inside', { labels: { 'istio.io/dataplane-mode': 'ambient' } });
    const outside = workload('shop/outside', { labels: { 'istio.io/dataplane-mode': 'none' } });
    const reachability = reachBy('mesh', ...shop, inside, outside, deny, authorizationPolicy('shop/default', {}));
    expect(ask(reachability, { from: 'plain/cron', to: 'plain/inside' })).toBe('denied');
    expect(ask(reachability, { from: 'plain/inside', to: 'plain/cron' })).toBe('allowed');
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/outside' })).toBe('allowed');
  });
});

describe('a waypoint', () => {
  const gateway: Manifest = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { namespace: 'shop', name: 'waypoint', labels: { 'istio.io/waypoint-for': 'service' } },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  };
  const cart = service('shop/cart', { selector: { app: 'cart' }, ports: [{ port: 80, targetPort: 8080 }] });
  const withLabels = (labels: Labels): Manifest => ({ ...cart, metadata: { ...cart.metadata, labels } });
  const throughIt = withLabels({ 'istio.io/use-waypoint': 'waypoint' });
  const onlyWaypoint = authorizationPolicy('shop/cart-waypoint', {
    ...selecting('cart'),
    rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/waypoint'] } }] }],
  });
  const forService = (spec: JsonObject) =>
    authorizationPolicy('shop/cart', { targetRefs: [{ group: '', kind: 'Service', name: 'cart' }], ...spec });

  test('enforces rules about requests for the Services behind it', () => {
    const reachability = reachBy(
      'mesh',
      ...shop,
      gateway,
      throughIt,
      onlyWaypoint,
      forService({ rules: [{ ...fromFrontend, ...get }] }),
    );
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart', method: 'GET' })).toBe('allowed');
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart', method: 'POST' })).toBe('denied');
    expect(ask(reachability, { from: 'shop/ads', to: 'shop/cart', method: 'GET' })).toBe('denied');
    expect(ask(reachability, { from: 'plain/cron', to: 'shop/cart', method: 'GET' })).toBe('denied');
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart', port: 9090, method: 'GET' })).toBe('denied');
  });

  test('is passed by whoever asks the pod, unless ztunnel refuses that', () => {
    const reachability = reachBy(
      'mesh',
      ...shop,
      gateway,
      throughIt,
      forService({ rules: [{ ...fromFrontend, ...get }] }),
    );
    expect(ask(reachability, { from: 'shop/ads', to: 'shop/cart', method: 'POST' })).toBe('allowed');
  });

  test('hides its clients from ztunnel', () => {
    const clientRule = authorizationPolicy('shop/cart-clients', {
      ...selecting('cart'),
      rules: [{ ...fromFrontend, to: [{ operation: { ports: ['9090'] } }] }],
    });
    const reachability = reachBy('mesh', ...shop, gateway, throughIt, clientRule);
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart' })).toBe('denied');
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart', port: 9090 })).toBe('allowed');
  });

  test('sees the port of the Service', () => {
    const on = (port: string) =>
      reachBy(
        'mesh',
        ...shop,
        gateway,
        throughIt,
        onlyWaypoint,
        forService({ rules: [{ to: [{ operation: { ports: [port] } }] }] }),
      );
    expect(ask(on('80'), { from: 'shop/ads', to: 'shop/cart' })).toBe('allowed');
    expect(ask(on('8080'), { from: 'shop/ads', to: 'shop/cart' })).toBe('denied');
  });

  test.each<[string, readonly Manifest[], string]>([
    ['is not used without a label', [gateway, cart], 'denied'],
    [
      'is used by label of the namespace',
      [gateway, cart, ambientNamespace('shop', { 'istio.io/use-waypoint': 'waypoint' })],
      'allowed',
    ],
    [
      'is not used where the Service opts out',
      [
        gateway,
        withLabels({ 'istio.io/use-waypoint': 'none' }),
        ambientNamespace('shop', { 'istio.io/use-waypoint': 'waypoint' }),
      ],
      'denied',
    ],
    [
      'is not used by Services where it is for workloads',
      [{ ...gateway, metadata: { ...gateway.metadata, labels: { 'istio.io/waypoint-for': 'workload' } } }, throughIt],
      'denied',
    ],
  ])('%s', (_, objects, expected) => {
    const others = shop.filter(
      ({ kind, metadata }) =>
        !objects.some((o) => o.kind === kind && o.metadata.name === metadata.name && kind === 'Namespace'),
    );
    const reachability = reachBy('mesh', ...others, ...objects, onlyWaypoint);
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart' })).toBe(expected);
  });

  test('obeys policies for its Gateway, and for its class in the root namespace', () => {
    const target = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'waypoint' };
    const forGateway = authorizationPolicy('shop/waypoint', { targetRefs: [target] });
    expect(
      ask(reachBy('mesh', ...shop, gateway, throughIt, onlyWaypoint, forGateway), {
        from: 'shop/ads',
        to: 'shop/cart',
      }),
    ).toBe('denied');
    const forClass = authorizationPolicy('istio-system/waypoints', {
      targetRefs: [{ ...target, kind: 'GatewayClass', name: 'istio-waypoint' }],
    });
    expect(
      ask(reachBy('mesh', ...shop, gateway, throughIt, onlyWaypoint, forClass), { from: 'shop/ads', to: 'shop/cart' }),
    ).toBe('denied');
    const elsewhere = { ...forClass, metadata: { ...forClass.metadata, namespace: 'plain' } };
    expect(
      ask(reachBy('mesh', ...shop, gateway, throughIt, onlyWaypoint, elsewhere), { from: 'shop/ads', to: 'shop/cart' }),
    ).toBe('allowed');
  });
});

describe('network policies and the tunnel', () => {
  // https://istio.io/latest/docs/ambient/usage/networkpolicy
  const ingress = (port: number) =>
    networkPolicy('shop/cart', { podSelector: { matchLabels: { app: 'cart' } }, ingress: [{ ports: [{ port }] }] });

  test('between pods of the mesh, the network sees port 15008', () => {
    const open = reachBy('both', ...shop, ingress(15008));
    expect(ask(open, { from: 'shop/frontend', to: 'shop/cart' })).toBe('allowed');
    expect(ask(open, { from: 'plain/cron', to: 'shop/cart' })).toBe('denied');
    const closed = reachBy('both', ...shop, ingress(8080));
    expect(ask(closed, { from: 'shop/frontend', to: 'shop/cart' })).toBe('denied');
    expect(ask(closed, { from: 'plain/cron', to: 'shop/cart' })).toBe('allowed');
  });

  test('sidecars keep the port of the workload', () => {
    const objects = [sidecarNamespace('shop'), ...shop.slice(1)];
    const reachability = reachBy('both', ...objects, ingress(8080));
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart' })).toBe('allowed');
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart', port: 9090 })).toBe('denied');
  });

  test('the explanation says what the network saw', () => {
    const reachability = reachBy('both', ...shop, ingress(15008));
    expect(reachability.between('shop/frontend', 'shop/cart').explain()).toBe(
      [
        'shop/frontend → shop/cart: TCP 1-65535',
        "  egress of Deployment shop/frontend, to the proxy's port 15008",
        '    allows TCP 15008, UDP 1-65535, SCTP 1-65535: no policy isolates Deployment shop/frontend for egress',
        "  ingress of Deployment shop/cart, to the proxy's port 15008",
        '    allows TCP 15008: NetworkPolicy shop/cart spec.ingress[0]',
        '    denies UDP 1-65535, SCTP 1-65535: no rule allows it, and it is isolated by NetworkPolicy shop/cart spec.podSelector',
        '  mesh of Deployment shop/cart',
        '    allows TCP 1-65535: no AuthorizationPolicy refuses it',
      ].join('\n'),
    );
  });
});

describe('network policies and a waypoint', () => {
  const labelled = service('shop/cart', { selector: { app: 'cart' }, ports: [{ port: 80, targetPort: 8080 }] });
  const cart: Manifest = {
    ...labelled,
    metadata: { ...labelled.metadata, labels: { 'istio.io/use-waypoint': 'waypoint' } },
  };
  const gatewayPods = { podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'waypoint' } } };
  const hbone = { ports: [{ port: 15008 }] };
  const fromWaypoint = networkPolicy('shop/cart', {
    podSelector: { matchLabels: { app: 'cart' } },
    ingress: [{ from: [gatewayPods], ...hbone }],
  });

  test('let requests through that only the waypoint may send on', () => {
    const reachability = reachBy('both', ...shop, cart, fromWaypoint);
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart' })).toBe('allowed');
    // Past the waypoint, on a port that no Service has, the network lets nothing through.
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart', port: 9090 })).toBe('denied');
    expect(ask(reachability, { from: 'plain/cron', to: 'shop/cart' })).toBe('denied');
    const listed = reachability.connections({ from: 'shop/frontend', to: 'shop/cart' });
    expect(listed.map(({ ports }) => ports.toString())).toEqual(['TCP 8080']);
  });

  test('stop them where the client does not reach the waypoint', () => {
    const closed = networkPolicy('shop/waypoint', {
      podSelector: gatewayPods.podSelector,
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'ads' } } }], ...hbone }],
    });
    const reachability = reachBy('both', ...shop, cart, fromWaypoint, closed);
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart' })).toBe('denied');
    expect(ask(reachability, { from: 'shop/ads', to: 'shop/cart' })).toBe('allowed');
  });
});
