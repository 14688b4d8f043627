import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { namespace, service } from '../tree';
import { ask, authorizationPolicy, peerAuthentication, reachBy, selecting, sidecarNamespace, workload } from './mesh';

// Semantics: https://istio.io/latest/docs/reference/config/security/authorization-policy and
// https://istio.io/latest/docs/concepts/security/#implicit-enablement

const shop = [
  sidecarNamespace('shop'),
  sidecarNamespace('ads'),
  namespace('plain'),
  workload('shop/frontend'),
  workload('shop/cart'),
  workload('ads/ads'),
  workload('plain/cron'),
];

function answers(spec: JsonObject, ...more: readonly Manifest[]): (question: Asked) => string {
  const reachability = reachBy('mesh', ...shop, authorizationPolicy('shop/cart', spec), ...more);
  return (question) => ask(reachability, { from: 'shop/frontend', to: 'shop/cart', ...question });
}

type Asked = Partial<Parameters<typeof ask>[1]>;

function allow(rule: JsonObject): JsonObject {
  return { ...selecting('cart'), rules: [rule] };
}

function deny(rule: JsonObject): JsonObject {
  return { ...selecting('cart'), action: 'DENY', rules: [rule] };
}

function from(...sources: readonly JsonObject[]): JsonObject {
  return { from: sources.map((source) => ({ source })) };
}

function to(...operations: readonly JsonObject[]): JsonObject {
  return { to: operations.map((operation) => ({ operation })) };
}

describe('which policies decide', () => {
  test('nothing is refused where no policy applies', () => {
    expect(ask(reachBy('mesh', ...shop), { from: 'shop/frontend', to: 'shop/cart' })).toBe('allowed');
  });

  test('an empty spec refuses everything', () => {
    expect(answers({})({})).toBe('denied');
  });

  test('an empty rule allows everything', () => {
    expect(answers({ rules: [{}] })({})).toBe('allowed');
    expect(answers({ rules: [{}] })({ from: 'plain/cron' })).toBe('allowed');
  });

  test('ALLOW policies of mesh, namespace and workload add up', () => {
    const frontend = from({ principals: ['cluster.local/ns/shop/sa/frontend'] });
    const anyone = reachBy(
      'mesh',
      ...shop,
      authorizationPolicy('istio-system/default', {}),
      authorizationPolicy('shop/from-frontend', { rules: [frontend] }),
      authorizationPolicy('shop/cart', allow(from({ namespaces: ['ads'] }))),
    );
    expect(ask(anyone, { from: 'shop/frontend', to: 'shop/cart' })).toBe('allowed');
    expect(ask(anyone, { from: 'ads/ads', to: 'shop/cart' })).toBe('allowed');
    expect(ask(anyone, { from: 'ads/ads', to: 'shop/frontend' })).toBe('denied');
    expect(ask(anyone, { from: 'shop/cart', to: 'ads/ads' })).toBe('denied');
  });

  test('a policy of another namespace does not apply', () => {
    const reachability = reachBy('mesh', ...shop, authorizationPolicy('ads/default', {}));
    expect(ask(reachability, { from: 'ads/ads', to: 'shop/cart' })).toBe('allowed');
  });

  test('a selector in the root namespace takes pods of every namespace', () => {
    const reachability = reachBy('mesh', ...shop, authorizationPolicy('istio-system/cart', selecting('cart')));
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart' })).toBe('denied');
    expect(ask(reachability, { from: 'shop/cart', to: 'shop/frontend' })).toBe('allowed');
  });

  test('DENY goes before ALLOW', () => {
    const asked = answers(
      allow({}),
      authorizationPolicy('shop/no-ads', { action: 'DENY', rules: [from({ namespaces: ['ads'] })] }),
    );
    expect(asked({ from: 'ads/ads' })).toBe('denied');
    expect(asked({})).toBe('allowed');
  });

  test('DENY without a match leaves the rest open', () => {
    expect(answers(deny(from({ namespaces: ['ads'] })))({})).toBe('allowed');
  });

  test('AUDIT decides nothing, and a dry run neither', () => {
    expect(answers({ action: 'AUDIT', rules: [{}] })({})).toBe('allowed');
    const dry = authorizationPolicy('shop/dry', {}, { 'istio.io/dry-run': 'true' });
    expect(ask(reachBy('mesh', ...shop, dry), { from: 'shop/frontend', to: 'shop/cart' })).toBe('allowed');
  });

  test('what a provider decides, nobody knows; where it is not asked, it has no say', () => {
    const spec = {
      ...selecting('cart'),
      action: 'CUSTOM',
      provider: { name: 'opa' },
      rules: [to({ paths: ['/admin*'] })],
    };
    expect(answers(spec)({ path: '/admin/x' })).toBe('perhaps');
    expect(answers(spec)({ path: '/cart' })).toBe('allowed');
  });

  test('a policy with targetRefs is not for sidecars', () => {
    const spec = { targetRefs: [{ group: '', kind: 'Service', name: 'cart' }] };
    expect(answers(spec)({})).toBe('allowed');
  });
});

describe('clients', () => {
  test.each<[string, JsonObject, Asked, string]>([
    ['a principal', { principals: ['cluster.local/ns/shop/sa/frontend'] }, {}, 'allowed'],
    ['another principal', { principals: ['cluster.local/ns/shop/sa/other'] }, {}, 'denied'],
    ['a prefix', { principals: ['cluster.local/ns/shop/*'] }, {}, 'allowed'],
    ['a suffix', { principals: ['*/sa/frontend'] }, {}, 'allowed'],
    ['presence', { principals: ['*'] }, {}, 'allowed'],
    ['presence, asked by someone outside the mesh', { principals: ['*'] }, { from: 'plain/cron' }, 'denied'],
    ['no identity', { notPrincipals: ['*'] }, { from: 'plain/cron' }, 'allowed'],
    ['no identity, asked by a member', { notPrincipals: ['*'] }, {}, 'denied'],
    ['anyone but', { notPrincipals: ['cluster.local/ns/ads/*'] }, {}, 'allowed'],
    ['anyone but, asked by someone outside the mesh', { notPrincipals: ['*/ads'] }, { from: 'plain/cron' }, 'allowed'],
    ['a namespace', { namespaces: ['shop'] }, {}, 'allowed'],
    ['a namespace by prefix', { namespaces: ['sh*'] }, {}, 'allowed'],
    ['a namespace, asked by someone outside the mesh', { namespaces: ['plain'] }, { from: 'plain/cron' }, 'denied'],
    [
      'not a namespace, asked by someone outside the mesh',
      { notNamespaces: ['plain'] },
      { from: 'plain/cron' },
      'allowed',
    ],
    ['a service account of the policy’s namespace', { serviceAccounts: ['frontend'] }, {}, 'allowed'],
    ['a trust domain', { trustDomains: ['cluster.local'] }, {}, 'allowed'],
    ['another trust domain', { trustDomains: ['td.example', '*.example'] }, {}, 'denied'],
    ['all trust domains but one', { notTrustDomains: ['td.example'] }, {}, 'allowed'],
    ['a trust domain by suffix', { trustDomains: ['*.local'] }, {}, 'allowed'],
    ['any trust domain', { trustDomains: ['*'] }, {}, 'allowed'],
    ['any trust domain, asked by someone outside the mesh', { trustDomains: ['*'] }, { from: 'plain/cron' }, 'denied'],
    ['no trust domain, asked by someone outside', { notTrustDomains: ['*'] }, { from: 'plain/cron' }, 'allowed'],
    ['a trust domain and a namespace', { trustDomains: ['cluster.local'], namespaces: ['ads'] }, {}, 'denied'],
    ['a service account of another', { serviceAccounts: ['ads/ads'] }, { from: 'ads/ads' }, 'allowed'],
    ['not a service account', { notServiceAccounts: ['ads/ads'] }, { from: 'ads/ads' }, 'denied'],
    ['two fields of one source', { namespaces: ['shop'], principals: ['*/sa/ads'] }, {}, 'denied'],
    ['a block that pods cannot be in', { ipBlocks: ['203.0.113.0/24'] }, {}, 'denied'],
    ['a block that pods may be in', { ipBlocks: ['10.0.0.0/8'] }, {}, 'perhaps'],
    ['every address', { ipBlocks: ['0.0.0.0/0'] }, {}, 'allowed'],
    ['an address outside', { ipBlocks: ['203.0.113.0/24'] }, { from: '203.0.113.7' }, 'allowed'],
    ['another address outside', { ipBlocks: ['203.0.113.0/24'] }, { from: '198.51.100.1' }, 'denied'],
    ['all but a block', { notIpBlocks: ['203.0.113.0/24'] }, { from: '203.0.113.7' }, 'denied'],
    ['a token', { requestPrincipals: ['*'] }, {}, 'perhaps'],
    ['the original address', { remoteIpBlocks: ['203.0.113.0/24'] }, {}, 'perhaps'],
  ])('%s', (_, source, question, expected) => {
    expect(answers(allow(from(source)))(question)).toBe(expected);
  });

  test('several sources are alternatives', () => {
    const asked = answers(allow(from({ namespaces: ['ads'] }, { namespaces: ['shop'] })));
    expect([asked({}), asked({ from: 'ads/ads' }), asked({ from: 'plain/cron' })]).toEqual([
      'allowed',
      'allowed',
      'denied',
    ]);
  });

  test('principals of the trust domain that all of them name are those of the mesh', () => {
    const asked = answers(allow(from({ principals: ['corp.example/ns/shop/sa/frontend'] })));
    expect([asked({}), asked({ from: 'ads/ads' })]).toEqual(['allowed', 'denied']);
  });

  test('a client may show another identity', () => {
    const asked = answers(allow(from({ principals: ['cluster.local/ns/shop/sa/frontend'] })));
    expect(asked({ from: 'ads/ads', identity: 'shop/frontend' })).toBe('allowed');
    expect(asked({ identity: 'none' })).toBe('denied');
    expect(() => asked({ identity: 'nonsense' })).toThrow('write namespace/serviceAccount, or none');
  });

  test('pods without a service account have the identity of the default one', () => {
    const asked = answers(
      allow(from({ principals: ['cluster.local/ns/shop/sa/default'] })),
      workload('shop/cron', { spec: { serviceAccountName: '' } }),
    );
    expect(asked({ from: 'shop/cron' })).toBe('allowed');
  });
});

describe('operations', () => {
  test.each<[string, JsonObject, Asked, string]>([
    ['a port', { ports: ['8080'] }, {}, 'allowed'],
    ['another port', { ports: ['9090'] }, {}, 'denied'],
    ['all but a port', { notPorts: ['8080'] }, {}, 'denied'],
    ['a method', { methods: ['GET'] }, { method: 'GET' }, 'allowed'],
    ['another method', { methods: ['GET'] }, { method: 'DELETE' }, 'denied'],
    ['all but a method', { notMethods: ['DELETE'] }, { method: 'DELETE' }, 'denied'],
    ['a path', { paths: ['/cart'] }, { path: '/cart' }, 'allowed'],
    ['a path below', { paths: ['/cart'] }, { path: '/cart/1' }, 'denied'],
    ['a path by prefix', { paths: ['/cart*'] }, { path: '/cart/1' }, 'allowed'],
    ['a path by suffix', { paths: ['*/items'] }, { path: '/cart/items' }, 'allowed'],
    ['a path by template', { paths: ['/cart/{*}/items'] }, { path: '/cart/7/items' }, 'allowed'],
    ['a path that the template does not mean', { paths: ['/cart/{*}/items'] }, { path: '/cart/7/8/items' }, 'denied'],
    ['a path by open template', { paths: ['/cart/{**}'] }, { path: '/cart/7/8' }, 'allowed'],
    ['a path but not below', { paths: ['/cart*'], notPaths: ['/cart/admin*'] }, { path: '/cart/admin/x' }, 'denied'],
    ['method and path', { methods: ['GET'], paths: ['/a'] }, { method: 'GET', path: '/a' }, 'allowed'],
    ['method or path alone', { methods: ['GET'], paths: ['/a'] }, { method: 'GET', path: '/b' }, 'denied'],
    ['a host', { hosts: ['cart.shop'] }, { host: 'cart.shop' }, 'allowed'],
    ['another host', { hosts: ['cart.shop'] }, { host: 'evil' }, 'denied'],
    ['no request named: some request passes', { methods: ['GET'] }, {}, 'allowed'],
  ])('%s', (_, operation, question, expected) => {
    expect(answers(allow(to(operation)))(question)).toBe(expected);
  });

  test('what DENY names is cut out of what ALLOW allows', () => {
    const asked = answers(
      allow(to({ methods: ['GET', 'DELETE'] })),
      authorizationPolicy('shop/no-delete', deny(to({ methods: ['DELETE'] }))),
    );
    expect([asked({ method: 'GET' }), asked({ method: 'DELETE' }), asked({})]).toEqual([
      'allowed',
      'denied',
      'allowed',
    ]);
  });

  test('nothing passes where DENY names all that ALLOW allows, piece by piece', () => {
    const asked = answers(
      allow(to({ methods: ['GET', 'POST'] })),
      authorizationPolicy('shop/no-get', deny(to({ methods: ['GET'] }))),
      authorizationPolicy('shop/no-post', deny(to({ methods: ['POST'] }))),
    );
    expect(asked({})).toBe('denied');
  });

  test('ports are those of containers, not of Services', () => {
    const cart = service('shop/cart', { selector: { app: 'cart' }, ports: [{ port: 80, targetPort: 8080 }] });
    expect(answers(allow(to({ ports: ['80'] })), cart)({ port: 8080 })).toBe('denied');
  });
});

describe('conditions', () => {
  test.each<[string, JsonObject, Asked, string]>([
    ['the trust domain', { key: 'source.trustDomain', values: ['cluster.local'] }, {}, 'allowed'],
    ['another trust domain', { key: 'source.trustDomain', values: ['td.*'] }, {}, 'denied'],
    ['the service account', { key: 'source.serviceAccount', values: ['frontend'] }, {}, 'allowed'],
    ['not the service account', { key: 'source.serviceAccount', notValues: ['shop/frontend'] }, {}, 'denied'],
    ['the source’s namespace', { key: 'source.namespace', values: ['shop'] }, {}, 'allowed'],
    ['not the source’s namespace', { key: 'source.namespace', notValues: ['shop'] }, {}, 'denied'],
    ['the source’s principal', { key: 'source.principal', values: ['*/sa/frontend'] }, {}, 'allowed'],
    ['the source’s address', { key: 'source.ip', values: ['203.0.113.0/24'] }, { from: '203.0.113.1' }, 'allowed'],
    ['the destination’s port', { key: 'destination.port', values: ['9090'] }, {}, 'denied'],
    ['a header', { key: 'request.headers[x-debug]', values: ['1'] }, {}, 'perhaps'],
    ['a claim', { key: 'request.auth.claims[iss]', values: ['https://issuer'] }, {}, 'perhaps'],
  ])('%s', (_, when, question, expected) => {
    expect(answers(allow({ when: [when] }))(question)).toBe(expected);
  });

  test('DENY under a condition leaves the answer open', () => {
    const asked = answers(deny({ when: [{ key: 'request.headers[x-debug]', values: ['1'] }] }));
    expect(asked({})).toBe('perhaps');
  });

  test('the explanation names the condition', () => {
    const reachability = reachBy(
      'mesh',
      ...shop,
      authorizationPolicy('shop/cart', allow({ when: [{ key: 'request.auth.claims[iss]', values: ['me'] }] })),
    );
    expect(reachability.between('shop/frontend', 'shop/cart').explain()).toBe(
      [
        'shop/frontend → shop/cart: TCP 15020-15021,15090; in some cases TCP 1-15019,15022-15089,15091-65535',
        '  mesh of Deployment shop/cart',
        '    allows TCP 1-15019,15022-15089,15091-65535, if request.auth.claims[iss] is me: AuthorizationPolicy shop/cart spec.rules[0]',
        '    denies the rest of TCP 1-15019,15022-15089,15091-65535: no rule allows it of AuthorizationPolicy shop/cart',
        '    allows TCP 15020-15021,15090: the proxy leaves the port alone',
      ].join('\n'),
    );
  });
});

describe('ports that do not speak HTTP', () => {
  // https://istio.io/latest/docs/tasks/security/authorization/authz-tcp
  const tcp = service('shop/cart', { selector: { app: 'cart' }, ports: [{ name: 'tcp-db', port: 8080 }] });

  test('ALLOW with attributes of HTTP allows nothing there', () => {
    expect(answers(allow(to({ methods: ['GET'] })), tcp)({})).toBe('denied');
    expect(answers(allow(to({ methods: ['GET'] })), tcp)({ port: 9090 })).toBe('allowed');
  });

  test('DENY with attributes of HTTP denies everything there', () => {
    expect(answers(deny(to({ methods: ['DELETE'] })), tcp)({})).toBe('denied');
    expect(answers(deny(to({ methods: ['DELETE'], ports: ['9090'] })), tcp)({})).toBe('allowed');
  });

  test('a port that one Service calls http is one', () => {
    const http = service('shop/cart-http', { selector: { app: 'cart' }, ports: [{ name: 'http', port: 8080 }] });
    expect(answers(allow(to({ methods: ['GET'] })), tcp, http)({ method: 'GET' })).toBe('allowed');
  });
});

describe('mutual TLS', () => {
  const strict = { mtls: { mode: 'STRICT' } };

  test.each<[string, readonly Manifest[], Asked, string]>([
    ['permissive by default', [], { from: 'plain/cron' }, 'allowed'],
    ['strict in the mesh', [peerAuthentication('istio-system/default', strict)], { from: 'plain/cron' }, 'denied'],
    [
      'strict for addresses outside',
      [peerAuthentication('istio-system/default', strict)],
      { from: '8.8.8.8' },
      'denied',
    ],
    ['strict, asked by a member', [peerAuthentication('istio-system/default', strict)], {}, 'allowed'],
    [
      'the namespace over the mesh',
      [
        peerAuthentication('istio-system/default', strict),
        peerAuthentication('shop/default', { mtls: { mode: 'PERMISSIVE' } }),
      ],
      { from: 'plain/cron' },
      'allowed',
    ],
    [
      'unset takes what is wider',
      [
        peerAuthentication('istio-system/default', strict),
        peerAuthentication('shop/default', { mtls: { mode: 'UNSET' } }),
      ],
      { from: 'plain/cron' },
      'denied',
    ],
    [
      'the workload over the namespace',
      [
        peerAuthentication('shop/default', { mtls: { mode: 'PERMISSIVE' } }),
        peerAuthentication('shop/cart', { ...selecting('cart'), ...strict }),
      ],
      { from: 'plain/cron' },
      'denied',
    ],
    [
      'a port over the workload',
      [
        peerAuthentication('shop/cart', {
          ...selecting('cart'),
          ...strict,
          portLevelMtls: { '8080': { mode: 'PERMISSIVE' } },
        }),
      ],
      { from: 'plain/cron' },
      'allowed',
    ],
    [
      'another port',
      [
        peerAuthentication('shop/cart', {
          ...selecting('cart'),
          ...strict,
          portLevelMtls: { '9090': { mode: 'PERMISSIVE' } },
        }),
      ],
      { from: 'plain/cron' },
      'denied',
    ],
    [
      'a selector of the root namespace is not read',
      [peerAuthentication('istio-system/cart', { ...selecting('cart'), ...strict })],
      { from: 'plain/cron' },
      'allowed',
    ],
  ])('%s', (_, policies, question, expected) => {
    const reachability = reachBy('mesh', ...shop, ...policies);
    expect(ask(reachability, { from: 'shop/frontend', to: 'shop/cart', ...question })).toBe(expected);
  });

  test('where it is disabled, nobody has an identity', () => {
    const asked = answers(
      allow(from({ principals: ['*'] })),
      peerAuthentication('shop/cart', { ...selecting('cart'), mtls: { mode: 'DISABLE' } }),
    );
    expect(asked({})).toBe('denied');
  });

  test('the mesh has no say about pods outside of it', () => {
    const reachability = reachBy(
      'mesh',
      ...shop,
      peerAuthentication('istio-system/default', strict),
      authorizationPolicy('plain/default', {}),
    );
    expect(ask(reachability, { from: 'shop/frontend', to: 'plain/cron' })).toBe('allowed');
  });

  test('ports of the proxy, and those that it does not take, are open', () => {
    const open = workload('shop/open', {
      annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '9000-9001, 9005' },
    });
    const reachability = reachBy('mesh', ...shop, open, authorizationPolicy('shop/default', {}));
    expect(
      [9000, 9001, 9005, 15020, 15021, 15090, 9002].map((port) =>
        ask(reachability, { from: 'shop/frontend', to: 'shop/open', port }),
      ),
    ).toEqual(['allowed', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed', 'denied']);
  });
});

test.each<[string, JsonObject, string]>([
  ['an unknown action', { action: 'BLOCK' }, 'spec.action'],
  [
    'an unknown field',
    { rules: [{ from: [{ source: { principal: ['x'] } }] }] },
    'spec.rules[0].from[0].source.principal',
  ],
  [
    'a port that is none',
    { rules: [{ to: [{ operation: { ports: ['http'] } }] }] },
    'spec.rules[0].to[0].operation.ports[0]',
  ],
  [
    'a block that is none',
    { rules: [{ from: [{ source: { ipBlocks: ['10.0.0.0/99'] } }] }] },
    'spec.rules[0].from[0].source.ipBlocks[0]',
  ],
])('%s stops the answer, with its path', (_, spec, path) => {
  expect(() => answers(spec)({})).toThrow(`AuthorizationPolicy shop/cart  ${path}`);
});
