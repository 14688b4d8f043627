import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Labels } from '../../../lib/manifest/objects/label-selector';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { namespace, networkPolicy } from '../tree';
import { ask, reachBy, workload } from './mesh';

// https://linkerd.io/2/reference/authorization-policy, and what the policy controller makes of it

const shop = [
  linkerdNamespace('shop', { 'config.linkerd.io/default-inbound-policy': 'deny' }),
  linkerdNamespace('ads'),
  namespace('plain'),
  workload('shop/frontend'),
  workload('shop/cart'),
  workload('ads/ads'),
  workload('plain/cron'),
];

function linkerdNamespace(name: string, annotations: Labels = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, annotations: { 'linkerd.io/inject': 'enabled', ...annotations } },
  };
}

function policy(kind: string, path: string, spec: JsonObject): Manifest {
  const [of = '', name = ''] = path.split('/');
  const version = kind === 'Server' ? 'v1beta3' : kind === 'ServerAuthorization' ? 'v1beta1' : 'v1alpha1';
  return { apiVersion: `policy.linkerd.io/${version}`, kind, metadata: { namespace: of, name }, spec };
}

function server(spec: JsonObject = {}): Manifest {
  return policy('Server', 'shop/cart', { podSelector: { matchLabels: { app: 'cart' } }, port: 8080, ...spec });
}

const group = 'policy.linkerd.io';
const aboutServer = { group, kind: 'Server', name: 'cart' };

function authorization(refs: readonly JsonObject[], target: JsonObject = aboutServer): Manifest {
  return policy('AuthorizationPolicy', 'shop/cart', { targetRef: target, requiredAuthenticationRefs: refs });
}

const clients = { group, kind: 'MeshTLSAuthentication', name: 'clients' };
const networks = { group, kind: 'NetworkAuthentication', name: 'networks' };

function meshTls(spec: JsonObject): Manifest {
  return policy('MeshTLSAuthentication', 'shop/clients', spec);
}

function networkAuthentication(...list: readonly JsonObject[]): Manifest {
  return policy('NetworkAuthentication', 'shop/networks', { networks: list });
}

function route(name: string, matches: readonly JsonObject[], parent: JsonObject = aboutServer): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { namespace: 'shop', name },
    spec: { parentRefs: [parent], rules: [{ matches }] },
  };
}

type Asked = Partial<Parameters<typeof ask>[1]>;

function answer(objects: readonly Manifest[], question: Asked = {}): string {
  const names = new Set(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  const others = shop.filter(({ kind, metadata }) => !names.has(`${kind} ${metadata.name}`));
  return ask(reachBy('mesh', ...others, ...objects), { from: 'shop/frontend', to: 'shop/cart', ...question });
}

describe('the default of pods and namespaces', () => {
  test.each<[string, Asked, string]>([
    ['deny', {}, 'denied'],
    ['all-unauthenticated', { from: 'plain/cron' }, 'allowed'],
    ['all-authenticated', {}, 'allowed'],
    ['all-authenticated', { from: 'plain/cron' }, 'denied'],
    ['cluster-authenticated', {}, 'allowed'],
    ['cluster-authenticated', { from: '8.8.8.8' }, 'denied'],
    ['cluster-unauthenticated', { from: 'plain/cron' }, 'allowed'],
    ['cluster-unauthenticated', { from: '8.8.8.8' }, 'denied'],
    ['audit', { from: '8.8.8.8' }, 'allowed'],
  ])('%s, asked by %j: %s', (value, question, expected) => {
    const home = linkerdNamespace('shop', { 'config.linkerd.io/default-inbound-policy': value });
    expect(answer([home], question)).toBe(expected);
  });

  test('nothing is refused where nothing is said', () => {
    expect(answer([], { from: 'plain/cron', to: 'ads/ads' })).toBe('allowed');
  });

  test('a pod says more than its namespace', () => {
    const cart = workload('shop/cart', {
      annotations: { 'config.linkerd.io/default-inbound-policy': 'all-unauthenticated' },
    });
    expect(answer([cart], { from: 'plain/cron' })).toBe('allowed');
  });

  test('ports may want an identity, or none of the proxy', () => {
    const cart = workload('shop/cart', {
      annotations: {
        'config.linkerd.io/default-inbound-policy': 'all-unauthenticated',
        'config.linkerd.io/proxy-require-identity-inbound-ports': '8080',
        'config.linkerd.io/skip-inbound-ports': '9000-9001',
      },
    });
    expect(answer([cart], { from: 'plain/cron' })).toBe('denied');
    expect(answer([cart])).toBe('allowed');
    expect(answer([cart, server({ port: 9000 })], { from: 'plain/cron', port: 9000 })).toBe('allowed');
  });

  test('pods that opt out are outside', () => {
    const cart = workload('shop/cart', { annotations: { 'linkerd.io/inject': 'disabled' } });
    expect(answer([cart], { from: 'plain/cron' })).toBe('allowed');
  });

  test('everybody may ask what the kubelet asks, as long as no route is attached', () => {
    const cart = workload('shop/cart', {
      spec: {
        containers: [
          {
            name: 'main',
            image: 'x',
            ports: [{ name: 'http', containerPort: 8080 }],
            readinessProbe: { httpGet: { path: '/healthz?full', port: 'http' } },
          },
        ],
      },
    });
    expect(answer([cart], { from: 'plain/cron', method: 'GET', path: '/healthz' })).toBe('allowed');
    expect(answer([cart], { from: 'plain/cron', method: 'GET', path: '/' })).toBe('denied');
    expect(answer([cart, server()], { from: 'plain/cron', method: 'GET', path: '/healthz' })).toBe('allowed');
    const attached = route('cart', [{ path: { type: 'Exact', value: '/healthz' } }]);
    expect(answer([cart, server(), attached], { from: 'plain/cron', method: 'GET', path: '/healthz' })).toBe('denied');
  });
});

describe('a Server', () => {
  test('denies its port, and no other', () => {
    const home = linkerdNamespace('shop', { 'config.linkerd.io/default-inbound-policy': 'all-unauthenticated' });
    expect(answer([home, server()])).toBe('denied');
    expect(answer([home, server()], { port: 9090 })).toBe('allowed');
    expect(answer([home, server({ port: 'http' })])).toBe('denied');
    expect(answer([home, server({ port: 'other' })])).toBe('allowed');
    expect(answer([home, server({ podSelector: {} })], { to: 'shop/frontend', from: 'shop/cart' })).toBe('denied');
    expect(
      answer([
        home,
        server({ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['cart'] }] } }),
      ]),
    ).toBe('allowed');
  });

  test('lets in by its access policy', () => {
    expect(answer([server({ accessPolicy: 'all-unauthenticated' })], { from: 'plain/cron' })).toBe('allowed');
    expect(answer([server({ accessPolicy: 'all-authenticated' })], { from: 'plain/cron' })).toBe('denied');
  });

  test.each<[string, readonly Manifest[], Asked, string]>([
    ['a service account', [authorization([{ kind: 'ServiceAccount', name: 'frontend' }])], {}, 'allowed'],
    ['another service account', [authorization([{ kind: 'ServiceAccount', name: 'other' }])], {}, 'denied'],
    [
      'a service account of another namespace',
      [authorization([{ kind: 'ServiceAccount', name: 'ads', namespace: 'ads' }])],
      { from: 'ads/ads' },
      'allowed',
    ],
    [
      'an identity',
      [
        authorization([clients]),
        meshTls({ identities: ['frontend.shop.serviceaccount.identity.linkerd.cluster.local'] }),
      ],
      {},
      'allowed',
    ],
    ['every identity', [authorization([clients]), meshTls({ identities: ['*'] })], { from: 'ads/ads' }, 'allowed'],
    [
      'every identity, asked without one',
      [authorization([clients]), meshTls({ identities: ['*'] })],
      { from: 'plain/cron' },
      'denied',
    ],
    [
      'identities by suffix',
      [authorization([clients]), meshTls({ identities: ['*.ads.serviceaccount.identity.linkerd.cluster.local'] })],
      { from: 'ads/ads' },
      'allowed',
    ],
    [
      'a referenced service account',
      [authorization([clients]), meshTls({ identityRefs: [{ kind: 'ServiceAccount', name: 'frontend' }] })],
      {},
      'allowed',
    ],
    [
      'a referenced namespace',
      [authorization([clients]), meshTls({ identityRefs: [{ kind: 'Namespace', name: 'ads' }] })],
      { from: 'ads/ads' },
      'allowed',
    ],
    [
      'not a referenced namespace',
      [authorization([clients]), meshTls({ identityRefs: [{ kind: 'Namespace', name: 'ads' }] })],
      {},
      'denied',
    ],
    [
      'a network',
      [authorization([networks]), networkAuthentication({ cidr: '203.0.113.0/24' })],
      { from: '203.0.113.9' },
      'allowed',
    ],
    [
      'a network but a part of it',
      [authorization([networks]), networkAuthentication({ cidr: '203.0.113.0/24', except: ['203.0.113.8/29'] })],
      { from: '203.0.113.9' },
      'denied',
    ],
    [
      'every network',
      [authorization([networks]), networkAuthentication({ cidr: '0.0.0.0/0' }, { cidr: '::/0' })],
      { from: 'plain/cron' },
      'allowed',
    ],
    [
      'a network of pods',
      [authorization([networks]), networkAuthentication({ cidr: '10.0.0.0/8' })],
      { from: 'plain/cron' },
      'perhaps',
    ],
    [
      'identity and network at once',
      [
        authorization([clients, networks]),
        meshTls({ identities: ['*'] }),
        networkAuthentication({ cidr: '203.0.113.0/24' }),
      ],
      {},
      'denied',
    ],
    ['no authentication', [authorization([])], { from: 'plain/cron' }, 'allowed'],
    ['an authentication that is missing', [authorization([clients])], {}, 'denied'],
    [
      'all Servers of the namespace',
      [authorization([{ kind: 'ServiceAccount', name: 'frontend' }], { kind: 'Namespace', name: 'shop' })],
      {},
      'allowed',
    ],
    ['another Server', [authorization([], { group, kind: 'Server', name: 'other' })], {}, 'denied'],
    [
      'a legacy authorization',
      [
        policy('ServerAuthorization', 'shop/cart', {
          server: { name: 'cart' },
          client: { meshTLS: { serviceAccounts: [{ name: 'frontend' }] } },
        }),
      ],
      {},
      'allowed',
    ],
    [
      'a legacy authorization of others',
      [
        policy('ServerAuthorization', 'shop/cart', {
          server: { name: 'cart' },
          client: { meshTLS: { serviceAccounts: [{ name: 'x' }] } },
        }),
      ],
      {},
      'denied',
    ],
    [
      'a legacy authorization of everyone',
      [policy('ServerAuthorization', 'shop/cart', { server: { name: 'cart' }, client: { unauthenticated: true } })],
      { from: 'plain/cron' },
      'allowed',
    ],
  ])('lets in %s', (_, objects, question, expected) => {
    expect(answer([server(), ...objects], question)).toBe(expected);
  });

  test('the namespace’s policy is for Servers, not for ports without one', () => {
    const forNamespace = authorization([], { kind: 'Namespace', name: 'shop' });
    expect(answer([server(), forNamespace], { port: 9090 })).toBe('denied');
  });
});

describe('routes of a Server', () => {
  const read = route('read', [{ method: 'GET', path: { type: 'PathPrefix', value: '/cart' } }]);
  const admin = route('admin', [{ path: { type: 'Exact', value: '/cart/admin' } }]);
  const mayRead = authorization([{ kind: 'ServiceAccount', name: 'frontend' }], {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    name: 'read',
  });

  test.each<[string, Asked, string]>([
    ['a request of the route', { method: 'GET', path: '/cart/1' }, 'allowed'],
    ['the prefix itself', { method: 'GET', path: '/cart' }, 'allowed'],
    ['what only begins like it', { method: 'GET', path: '/cartoon' }, 'denied'],
    ['another method', { method: 'POST', path: '/cart/1' }, 'denied'],
    ['another client', { from: 'ads/ads', method: 'GET', path: '/cart/1' }, 'denied'],
    ['what a better route takes', { method: 'GET', path: '/cart/admin' }, 'denied'],
  ])('%s', (_, question, expected) => {
    expect(answer([server(), read, admin, mayRead], question)).toBe(expected);
  });

  test('whoever the Server lets in may take every route, and nothing but routes', () => {
    const all = [
      server(),
      read,
      policy('AuthorizationPolicy', 'shop/all', { targetRef: aboutServer, requiredAuthenticationRefs: [] }),
    ];
    expect(answer(all, { from: 'plain/cron', method: 'GET', path: '/cart' })).toBe('allowed');
    expect(answer(all, { from: 'plain/cron', method: 'GET', path: '/' })).toBe('denied');
  });

  test('are not looked at where the protocol is opaque', () => {
    expect(
      answer([server({ proxyProtocol: 'opaque', accessPolicy: 'all-authenticated' }), read], {
        method: 'POST',
        path: '/',
      }),
    ).toBe('allowed');
  });

  test('a regular expression is for the whole path', () => {
    const regular = [
      server({ accessPolicy: 'all-authenticated' }),
      route('r', [{ path: { type: 'RegularExpression', value: '/v[12]/.*' } }]),
    ];
    expect(answer(regular, { path: '/v1/x' })).toBe('allowed');
    expect(answer(regular, { path: '/a/v1/x' })).toBe('denied');
  });

  test('a header is a condition', () => {
    const withHeader = [
      server({ accessPolicy: 'all-authenticated' }),
      route('r', [{ headers: [{ name: 'x-debug', value: '1' }] }]),
    ];
    expect(answer(withHeader)).toBe('perhaps');
  });

  test('gRPC services are paths', () => {
    const grpc: Manifest = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata: { namespace: 'shop', name: 'g' },
      spec: { parentRefs: [aboutServer], rules: [{ matches: [{ method: { service: 'shop.Cart', method: 'Get' } }] }] },
    };
    const objects = [server({ accessPolicy: 'all-authenticated', proxyProtocol: 'gRPC' }), grpc];
    expect(answer(objects, { path: '/shop.Cart/Get' })).toBe('allowed');
    expect(answer(objects, { path: '/shop.Cart/Put' })).toBe('denied');
  });
});

test('between pods of the mesh, the network sees port 4143', () => {
  // https://linkerd.io/2/common-errors/network-policy
  const open = (port: number) => networkPolicy('ads/ads', { podSelector: {}, ingress: [{ ports: [{ port }] }] });
  const asked = (port: number, from: string) => ask(reachBy('both', ...shop, open(port)), { from, to: 'ads/ads' });
  expect([asked(4143, 'shop/cart'), asked(8080, 'shop/cart')]).toEqual(['allowed', 'denied']);
  expect([asked(4143, 'plain/cron'), asked(8080, 'plain/cron')]).toEqual(['denied', 'allowed']);
});
