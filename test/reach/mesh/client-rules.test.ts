import { istio } from '../../../lib/fleet/istio';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { Reachability } from '../../../lib/reach/questions/reachability';
import { lines, networkPolicy, reachWith, service } from '../tree';
import { ask, authorizationPolicy, peerAuthentication, reachBy, selecting, sidecarNamespace, workload } from './mesh';

function custom(apiVersion: string, kind: string, path: string, spec: JsonObject): Manifest {
  const [namespace = '', name = ''] = path.split('/');
  return { apiVersion, kind, metadata: { namespace, name }, spec };
}
const sidecar = (path: string, spec: JsonObject) => custom('networking.istio.io/v1', 'Sidecar', path, spec);
const serviceEntry = (path: string, spec: JsonObject) => custom('networking.istio.io/v1', 'ServiceEntry', path, spec);
const registryOnly = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
const knowing = (...hosts: readonly string[]) => ({ egress: [{ hosts }] });
const serviceOf = (path: string, more: JsonObject = {}) =>
  service(path, { selector: { app: path.split('/')[1] ?? '' }, ports: [{ port: 80, targetPort: 'http' }], ...more });

const pods = [
  sidecarNamespace('shop'),
  sidecarNamespace('ops'),
  workload('shop/web'),
  workload('shop/cart'),
  workload('ops/db'),
];
const services = [serviceOf('shop/cart'), serviceOf('ops/db')];

/** Lines of a list that start at one workload. */
const from = (reachability: Reachability, name: string) =>
  lines(reachability)
    .filter((line) => line.startsWith(`${name} ->`))
    .map((line) => line.slice(name.length + 4));

describe.each(['mesh', 'both'] as const)('a Sidecar, over %s', (layer) => {
  const said = (to: string, ...objects: readonly Manifest[]) => {
    return ask(reachBy(layer, ...pods, ...objects), { from: 'shop/web', to });
  };
  test('that lets out to the registry alone lets nothing out to what it does not name', () => {
    const own = sidecar('shop/web', { ...registryOnly, ...knowing('./cart.shop.svc.cluster.local', 'istio-system/*') });
    expect(said('shop/cart', ...services, own)).toBe('allowed');
    expect(said('ops/db', ...services, own)).toBe('denied');
    expect(said('8.8.8.8', ...services, own)).toBe('denied');
  });
  test('knows no workload that no Service leads to', () => {
    expect(said('shop/cart', sidecar('shop/all', registryOnly))).toBe('denied');
    expect(said('shop/cart', serviceOf('shop/cart'), sidecar('shop/all', registryOnly))).toBe('allowed');
  });
  test('knows no port that no Service leads to', () => {
    const reachability = reachBy(layer, ...pods, ...services, sidecar('shop/all', registryOnly));
    expect(ask(reachability, { from: 'shop/web', to: 'shop/cart', port: 9090 })).toBe('denied');
  });
  test('names hosts by namespace, by wildcard, and whatever the domain of the cluster is', () => {
    for (const hosts of [
      'ops/*',
      '*/*',
      'ops/db.ops.svc.cluster.local',
      'ops/db.ops.svc.example.org',
      '*/*.ops.svc.cluster.local',
    ]) {
      expect(said('ops/db', ...services, sidecar('shop/all', { ...registryOnly, ...knowing(hosts) }))).toBe('allowed');
    }
    for (const hosts of ['./*', '~/*', 'ops/other.ops.svc.cluster.local']) {
      expect(said('ops/db', ...services, sidecar('shop/all', { ...registryOnly, ...knowing(hosts) }))).toBe('denied');
    }
  });
  test('is that of the pods before that of their namespace, and that before the mesh', () => {
    const mine = sidecar('shop/web', {
      workloadSelector: { labels: { app: 'web' } },
      ...registryOnly,
      ...knowing('*/*'),
    });
    const ours = sidecar('shop/all', { ...registryOnly, ...knowing('./*') });
    const everybody = sidecar('istio-system/all', { ...registryOnly, ...knowing('~/*') });
    expect(said('ops/db', ...services, everybody, ours, mine)).toBe('allowed');
    expect(said('ops/db', ...services, everybody, ours)).toBe('denied');
    expect(said('shop/cart', ...services, everybody, ours)).toBe('allowed');
    expect(said('shop/cart', ...services, everybody)).toBe('denied');
  });
  test('sees what is exported to its namespace', () => {
    const hidden = {
      ...serviceOf('ops/db'),
      metadata: { namespace: 'ops', name: 'db', annotations: { 'networking.istio.io/exportTo': '.' } },
    };
    expect(said('ops/db', hidden, sidecar('shop/all', registryOnly))).toBe('denied');
  });
  test('that lets out everything sends what it does not know as it is: the server sees no identity', () => {
    const strict = peerAuthentication('istio-system/default', { mtls: { mode: 'STRICT' } });
    const unknown = sidecar('shop/all', knowing('./*'));
    expect(said('ops/db', ...services, unknown)).toBe('allowed');
    expect(said('ops/db', ...services, unknown, strict)).toBe('denied');
    expect(said('shop/cart', ...services, unknown, strict)).toBe('allowed');
  });
  test('leaves alone the ports that an annotation keeps from it, and perhaps the addresses', () => {
    const annotated = (annotations: Record<string, string>) =>
      reachBy(
        layer,
        ...pods.slice(0, 2),
        workload('shop/web', { annotations }),
        workload('ops/db'),
        sidecar('shop/all', registryOnly),
      );
    const past = annotated({ 'traffic.sidecar.istio.io/excludeOutboundPorts': '8080' });
    expect(ask(past, { from: 'shop/web', to: 'ops/db' })).toBe('allowed');
    expect(ask(past, { from: 'shop/web', to: 'ops/db', port: 80 })).toBe('denied');
    const ranges = annotated({ 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.0.0.0/8' });
    expect(ask(ranges, { from: 'shop/web', to: '10.1.2.3' })).toBe('perhaps');
  });
});

test('the mesh may let out to the registry alone, which is a fact; a Sidecar may say otherwise', () => {
  const mesh = istio({ version: '1.30', outboundTrafficPolicy: 'REGISTRY_ONLY' });
  const said = (...objects: readonly Manifest[]) =>
    ask(reachWith({ layer: 'mesh', mesh }, ...pods, ...objects), { from: 'shop/web', to: '8.8.8.8' });
  expect(said()).toBe('denied');
  expect(said(sidecar('shop/all', { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } }))).toBe('allowed');
});

test('ServiceEntries name what is outside: addresses, and hosts', () => {
  const addresses = serviceEntry('shop/partner', {
    hosts: ['partner.internal'],
    addresses: ['203.0.113.0/24'],
    ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
    location: 'MESH_EXTERNAL',
  });
  const byName = serviceEntry('shop/stripe', {
    hosts: ['api.stripe.com'],
    ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
  });
  const closed = sidecar('shop/all', { ...registryOnly, ...knowing('./*') });
  expect(from(reachBy('mesh', ...pods, closed), 'shop/web')).toEqual([]);
  expect(from(reachBy('mesh', ...pods, closed, addresses), 'shop/web')).toEqual([
    'partner.internal: TCP 443',
    '203.0.113.0-203.0.113.255: TCP 443',
  ]);
  const named = reachBy('mesh', ...pods, closed, byName);
  expect(ask(named, { from: 'shop/web', to: 'api.stripe.com', port: 443 })).toBe('allowed');
  expect(ask(named, { from: 'shop/web', to: 'api.stripe.com', port: 80 })).toBe('denied');
  expect(ask(named, { from: 'shop/web', to: '3.4.5.6', port: 443 })).toBe('perhaps');
  expect(ask(named, { from: 'shop/web', to: '3.4.5.6', port: 80 })).toBe('denied');
});

test('what the proxy does not let out passes by no network policy, and says so', () => {
  const open = networkPolicy('shop/web', { podSelector: {}, policyTypes: ['Egress'], egress: [{}] });
  const closed = sidecar('shop/all', { ...registryOnly, ...knowing('./*') });
  const answer = reachBy('both', ...pods, ...services, open, closed).between('shop/web', 'ops/db');
  expect(answer.allowed.toString()).toBe('UDP 1-65535, SCTP 1-65535');
  expect(answer.denyingRules()).toEqual(['Sidecar shop/all spec.outboundTrafficPolicy']);
  expect(answer.explain()).toContain('mesh of Deployment shop/web\n');
});

test('a DestinationRule that turns encryption off towards a strict server closes it', () => {
  const rule = (mode: string, host = 'db.ops.svc.cluster.local', path = 'shop/db') =>
    custom('networking.istio.io/v1', 'DestinationRule', path, { host, trafficPolicy: { tls: { mode } } });
  const strict = peerAuthentication('istio-system/default', { mtls: { mode: 'STRICT' } });
  const said = (...objects: readonly Manifest[]) =>
    ask(reachBy('mesh', ...pods, ...services, ...objects), { from: 'shop/web', to: 'ops/db' });
  expect(said(strict)).toBe('allowed');
  expect(said(strict, rule('DISABLE'))).toBe('denied');
  expect(said(strict, rule('ISTIO_MUTUAL'))).toBe('allowed');
  expect(said(strict, rule('MUTUAL'))).toBe('perhaps');
  expect(said(strict, rule('DISABLE', 'db', 'ops/db'))).toBe('denied');
  expect(said(strict, rule('DISABLE', 'db', 'ops/db'), rule('ISTIO_MUTUAL'))).toBe('allowed');
  expect(said(rule('DISABLE'))).toBe('allowed');
  const onlyWeb = authorizationPolicy('ops/db', {
    ...selecting('db'),
    rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] }],
  });
  expect(said(onlyWeb)).toBe('allowed');
  expect(said(onlyWeb, rule('DISABLE'))).toBe('denied');
});

describe('an EgressNetwork of Linkerd that denies', () => {
  const meshed = { annotations: { 'linkerd.io/inject': 'enabled' } };
  const objects = [workload('shop/web', meshed), workload('ops/web', meshed), workload('shop/cart', meshed)];
  const network = (path: string, spec: JsonObject) => custom('policy.linkerd.io/v1alpha1', 'EgressNetwork', path, spec);
  const route = (port: number) =>
    custom('gateway.networking.k8s.io/v1', 'HTTPRoute', 'shop/out', {
      parentRefs: [{ group: 'policy.linkerd.io', kind: 'EgressNetwork', name: 'out', port }],
      rules: [],
    });
  const said = (asked: { from?: string; to?: string; port?: number }, ...more: readonly Manifest[]) =>
    ask(reachBy('mesh', ...objects, ...more), { from: 'shop/web', to: '8.8.8.8', ...asked });
  const deny = network('shop/out', { trafficPolicy: 'Deny' });
  test('closes what is outside to the pods of its namespace, and nothing within', () => {
    expect(said({}, deny)).toBe('denied');
    expect(said({ to: '10.1.2.3' }, deny)).toBe('allowed');
    expect(said({ to: 'shop/cart' }, deny)).toBe('allowed');
    expect(said({ from: 'ops/web' }, deny)).toBe('allowed');
    expect(said({}, network('shop/out', { trafficPolicy: 'Allow' }))).toBe('allowed');
  });
  test('leaves open, perhaps, the ports of its routes', () => {
    expect(said({ port: 443 }, deny, route(443))).toBe('perhaps');
    expect(said({ port: 80 }, deny, route(443))).toBe('denied');
  });
  test('gives way to a narrower one, and to those of the namespace where it is for all', () => {
    const allow = network('shop/partner', { trafficPolicy: 'Allow', networks: [{ cidr: '8.8.0.0/16' }] });
    expect(said({}, deny, allow)).toBe('allowed');
    expect(said({ to: '9.9.9.9' }, deny, allow)).toBe('denied');
    expect(said({ from: 'ops/web' }, network('linkerd-egress/out', { trafficPolicy: 'Deny' }))).toBe('denied');
  });
});

describe('a Mesh of Consul with nothing but its destinations', () => {
  const meshed = (annotations: Record<string, string> = {}) => ({
    annotations: { 'consul.hashicorp.com/connect-inject': 'true', ...annotations },
  });
  const mesh = custom('consul.hashicorp.com/v1alpha1', 'Mesh', 'consul/mesh', {
    transparentProxy: { meshDestinationsOnly: true },
  });
  const partner = custom('consul.hashicorp.com/v1alpha1', 'ServiceDefaults', 'shop/partner', {
    destination: { addresses: ['203.0.113.7', 'api.example.com'], port: 443 },
  });
  const said = (to: string, port: number, annotations: Record<string, string>, ...more: readonly Manifest[]) =>
    ask(reachBy('mesh', workload('shop/web', meshed(annotations)), ...more), { from: 'shop/web', to, port });
  test('closes what is outside, but for what ServiceDefaults name', () => {
    expect(said('8.8.8.8', 443, {})).toBe('allowed');
    expect(said('8.8.8.8', 443, {}, mesh)).toBe('denied');
    expect(said('203.0.113.7', 443, {}, mesh, partner)).toBe('allowed');
    expect(said('203.0.113.7', 80, {}, mesh, partner)).toBe('denied');
    expect(said('8.8.8.8', 443, {}, mesh, partner)).toBe('perhaps');
    expect(said('api.example.com', 443, {}, mesh, partner)).toBe('allowed');
  });
  test('has no say about pods without a transparent proxy', () => {
    expect(said('8.8.8.8', 443, { 'consul.hashicorp.com/transparent-proxy': 'false' }, mesh)).toBe('allowed');
  });
});

describe('a listener of a Sidecar', () => {
  const twoPorts = serviceOf('shop/cart', {
    ports: [
      { name: 'web', port: 80, targetPort: 'http' },
      { name: 'admin', port: 90, targetPort: 9090 },
    ],
  });
  const said = (egress: readonly JsonObject[], port: number, ...objects: readonly Manifest[]) => {
    const own = sidecar('shop/web', { ...registryOnly, egress });
    return ask(reachBy('mesh', ...pods, twoPorts, own, ...objects), { from: 'shop/web', to: 'shop/cart', port });
  };
  test('that has a port lets out to that port of its hosts, and no other does', () => {
    const listener = { hosts: ['./*'], port: { number: 80, protocol: 'HTTP', name: 'web' } };
    expect([said([listener], 8080), said([listener], 9090)]).toEqual(['allowed', 'denied']);
    expect(said([listener, { hosts: ['ops/*'] }], 9090)).toBe('denied');
    expect(said([listener, { hosts: ['./*'] }], 9090)).toBe('allowed');
    expect(said([{ ...listener, port: { number: 81, protocol: 'HTTP', name: 'web' } }], 8080)).toBe('denied');
  });
  test('that has a port lets out to that port of entries', () => {
    const ports = [443, 8443].map((number) => ({ number, protocol: 'TLS', name: `tls-${number}` }));
    const entry = serviceEntry('shop/api', { hosts: ['api.example'], ports, resolution: 'DNS' });
    const listener = { hosts: ['./api.example'], port: { number: 443, protocol: 'TLS', name: 'tls' } };
    const own = sidecar('shop/web', { ...registryOnly, egress: [listener] });
    const reachability = reachBy('mesh', ...pods, own, entry);
    const asked = (port: number) => ask(reachability, { from: 'shop/web', to: 'api.example', port });
    expect([asked(443), asked(8443)]).toEqual(['allowed', 'denied']);
  });
});

describe('hosts outside that share a port of bytes', () => {
  const entry = (name: string, more: JsonObject = {}) =>
    serviceEntry(`shop/${name}`, {
      hosts: [`${name}.example`],
      ports: [{ number: 5432, protocol: 'TCP', name: 'tcp' }],
      resolution: 'DNS',
      ...more,
    });
  const said = (...entries: readonly Manifest[]) =>
    ask(reachBy('mesh', ...pods, sidecar('shop/web', { ...registryOnly, ...knowing('./*') }), ...entries), {
      from: 'shop/web',
      to: 'db.example',
      port: 5432,
    });
  test('are not told apart without addresses', () => {
    expect(said(entry('db'))).toBe('allowed');
    expect(said(entry('db'), entry('logs'))).toBe('perhaps');
  });
  test('are told apart by their addresses, by what they speak and by their ports', () => {
    expect(said(entry('db', { addresses: ['192.0.2.1'] }), entry('logs', { addresses: ['192.0.2.2'] }))).toBe(
      'allowed',
    );
    expect(said(entry('db'), entry('logs', { ports: [{ number: 5432, protocol: 'TLS', name: 'tls' }] }))).toBe(
      'allowed',
    );
    expect(said(entry('db'), entry('logs', { ports: [{ number: 5433, protocol: 'TCP', name: 'tcp' }] }))).toBe(
      'allowed',
    );
  });
  test('are none to a client that knows one of them', () => {
    expect(said(entry('db'), entry('logs', { exportTo: ['ops'] }))).toBe('allowed');
  });
});

describe('the configuration of the mesh in a tree', () => {
  const configMap = (mesh: string, name = 'istio'): Manifest => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'istio-system' },
    data: { mesh },
  });
  const registry = 'outboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n';
  const said = (...objects: readonly Manifest[]) =>
    ask(reachBy('mesh', ...pods, ...objects), { from: 'shop/web', to: '8.8.8.8' });

  test.each([
    ['the ConfigMap of istiod', configMap(registry)],
    ['the ConfigMap of a revision', configMap(registry, 'istio-1-30')],
    [
      'an IstioOperator',
      custom('install.istio.io/v1alpha1', 'IstioOperator', 'istio-system/mesh', { meshConfig: registryOnly }),
    ],
    ['an Istio', custom('sailoperator.io/v1', 'Istio', 'istio-system/mesh', { values: { meshConfig: registryOnly } })],
  ])('lets out to the registry alone where %s says so', (_, object) => {
    expect(said()).toBe('allowed');
    expect(said(object)).toBe('denied');
  });
  test('says nothing where it is no YAML', () => {
    expect(said(configMap('{ not: [yaml'))).toBe('allowed');
  });
  test('leaves it open what is let out where two disagree, or one leaves out what the other says', () => {
    expect(said(configMap(registry), configMap('outboundTrafficPolicy: { mode: ALLOW_ANY }', 'istio-1-30'))).toBe(
      'perhaps',
    );
    expect(said(configMap(registry), configMap('rootNamespace: istio-system', 'istio-1-30'))).toBe('perhaps');
    expect(said(configMap(registry), configMap(registry, 'istio-1-30'))).toBe('denied');
    const own = sidecar('shop/web', { ...registryOnly, egress: [{ hosts: ['./*'] }] });
    expect(said(configMap(registry), configMap('trustDomain: td.example', 'istio-1-30'), own)).toBe('denied');
  });
  test('names the trust domain of identities', () => {
    const rules = [{ from: [{ source: { trustDomains: ['td.example'] } }] }];
    const policy = authorizationPolicy('shop/cart', { ...selecting('cart'), rules });
    const asked = (...objects: readonly Manifest[]) =>
      ask(reachBy('mesh', ...pods, policy, ...objects), { from: 'shop/web', to: 'shop/cart' });
    expect(asked()).toBe('denied');
    expect(asked(configMap('trustDomain: td.example'))).toBe('allowed');
    expect(asked(configMap('trustDomain: other.example'))).toBe('denied');
    expect(asked(configMap('trustDomain: td.example'), configMap('{}', 'istio-canary'))).toBe('perhaps');
    expect(asked(configMap('trustDomain: td.example'), configMap('trustDomain: td.example', 'istio-2'))).toBe(
      'allowed',
    );
    expect(asked(configMap('trustDomain: a.example'), configMap('trustDomain: b.example', 'istio-2'))).toBe('denied');
  });
  test('is not read of a field that the version of the cluster drops', () => {
    const rules = [{ from: [{ source: { namespaces: ['shop'], notTrustDomains: ['td.example'] } }] }];
    const policy = authorizationPolicy('shop/cart', { ...selecting('cart'), rules });
    const mesh = (version: string) => ({ ...istio({ version: '1.30' }), version });
    const asked = (version: string) =>
      ask(reachWith({ layer: 'mesh', mesh: mesh(version) }, ...pods, policy), { from: 'shop/web', to: 'shop/cart' });
    expect(() => asked('1.30')).toThrow(
      'spec.rules[0].from[0].source.notTrustDomains\n  Forbidden: Istio 1.30 does not know the field',
    );
    expect(asked('1.31')).toBe('allowed');
  });
  test('names the trust domains that there were before', () => {
    const asked = (source: JsonObject, mesh: string) => {
      const policy = authorizationPolicy('shop/cart', { ...selecting('cart'), rules: [{ from: [{ source }] }] });
      return ask(reachBy('mesh', ...pods, policy, configMap(mesh)), { from: 'shop/web', to: 'shop/cart' });
    };
    const moved = 'trustDomain: new.example\ntrustDomainAliases: [old.example]\n';
    expect(asked({ principals: ['old.example/ns/shop/sa/web'] }, moved)).toBe('allowed');
    expect(asked({ principals: ['*.example/ns/shop/sa/web'] }, moved)).toBe('allowed');
    expect(asked({ principals: ['cluster.local/ns/shop/sa/web'] }, moved)).toBe('allowed');
    expect(asked({ principals: ['other.test/ns/shop/sa/web'] }, moved)).toBe('denied');
    expect(asked({ principals: ['old.example/ns/shop/sa/web'] }, 'trustDomain: new.example')).toBe('denied');
    expect(asked({ trustDomains: ['old.example'] }, moved)).toBe('allowed');
    expect(asked({ notTrustDomains: ['old.example'] }, moved)).toBe('denied');
    expect(asked({ trustDomains: ['cluster.local'] }, moved)).toBe('denied');
  });
  test('replaces the trust domain of no principal that ends before the name of an account', () => {
    const policy = (principal: string) =>
      authorizationPolicy('shop/cart', {
        ...selecting('cart'),
        rules: [{ from: [{ source: { principals: [principal] } }] }],
      });
    const asked = (principal: string) =>
      ask(reachBy('mesh', ...pods, policy(principal), configMap('trustDomain: td.example')), {
        from: 'shop/web',
        to: 'shop/cart',
      });
    expect(asked('cluster.local/ns/shop/*')).toBe('denied');
    expect(asked('cluster.local/ns/shop/sa/*')).toBe('allowed');
    expect(asked('td.example/ns/shop/*')).toBe('allowed');
  });
  test('names the namespace whose policies are those of the whole mesh', () => {
    const closed = authorizationPolicy('mesh-root/all', {});
    const asked = (...objects: readonly Manifest[]) =>
      ask(reachBy('mesh', ...pods, closed, ...objects), { from: 'shop/web', to: 'shop/cart' });
    expect([asked(), asked(configMap('rootNamespace: mesh-root'))]).toEqual(['allowed', 'denied']);
    expect(() => asked(configMap('rootNamespace: mesh-root'), configMap('{}', 'istio-canary'))).toThrow(
      'do not agree whether it is for the whole mesh: rootNamespace is mesh-root in one, and in another istio-system',
    );
    expect(
      ask(reachBy('mesh', ...pods, configMap('rootNamespace: mesh-root'), configMap('{}', 'istio-canary')), {
        from: 'shop/web',
        to: 'shop/cart',
      }),
    ).toBe('allowed');
  });
});

describe('what a Sidecar makes its proxies listen on', () => {
  const port = (number: number, protocol = 'HTTP') => ({ number, protocol, name: `p-${number}` });
  const listening = (ingress: readonly JsonObject[]) => sidecar('shop/cart', { ...selectorOf('cart'), ingress });
  const selectorOf = (app: string) => ({ workloadSelector: { labels: { app } } });
  const reading = authorizationPolicy('shop/cart', {
    ...selecting('cart'),
    rules: [{ to: [{ operation: { methods: ['GET'] } }] }],
  });
  const said = (asked: number, ...objects: readonly Manifest[]) =>
    ask(reachBy('mesh', ...pods, serviceOf('shop/cart'), reading, ...objects), {
      from: 'shop/web',
      to: 'shop/cart',
      port: asked,
      method: 'GET',
    });
  test('is taken for what the listener says, whatever Services call it', () => {
    expect(said(8080)).toBe('allowed');
    expect(said(8080, listening([{ port: port(8080) }]))).toBe('allowed');
    expect(said(8080, listening([{ port: port(8080, 'TCP') }]))).toBe('denied');
    expect(said(8080, listening([{ port: port(8080, 'HTTPS') }]))).toBe('denied');
  });
  test('is in doubt where it goes on to something else, on that port alone', () => {
    const moved = listening([
      { port: port(8080), defaultEndpoint: '127.0.0.1:9090' },
      { port: port(9090), defaultEndpoint: '127.0.0.1:9090' },
    ]);
    expect([said(8080, moved), said(9090, moved)]).toEqual(['perhaps', 'allowed']);
    const socket = listening([{ port: port(8080), defaultEndpoint: 'unix:///var/run/app.sock' }]);
    expect(said(8080, socket)).toBe('perhaps');
    expect(said(8080, listening([{ port: port(8080), tls: { mode: 'SIMPLE' } }]))).toBe('perhaps');
    expect(said(8080, listening([{ port: port(8080), captureMode: 'NONE' }]))).toBe('perhaps');
  });
  test('is that of the Sidecar for the pods before that of their namespace', () => {
    const ofNamespace = sidecar('shop/default', { ingress: [{ port: port(8080, 'TCP') }] });
    expect(said(8080, ofNamespace)).toBe('denied');
    expect(said(8080, ofNamespace, sidecar('shop/cart', { ...selectorOf('cart'), egress: [{ hosts: ['./*'] }] }))).toBe(
      'allowed',
    );
  });
});

describe('a port of a Service', () => {
  const reading = authorizationPolicy('shop/cart', {
    ...selecting('cart'),
    rules: [{ to: [{ operation: { methods: ['GET'] } }] }],
  });
  test.each<[JsonObject, string]>([
    [{ name: 'http-web', port: 80 }, 'allowed'],
    [{ name: 'https', port: 443 }, 'denied'],
    [{ name: 'x', appProtocol: 'https', port: 443 }, 'denied'],
    [{ name: 'x', appProtocol: 'http-ours', port: 80 }, 'allowed'],
    [{ name: 'x', appProtocol: 'kubernetes.io/wss', port: 443 }, 'denied'],
    [{ name: 'x', appProtocol: 'kubernetes.io/ws', port: 80 }, 'allowed'],
    [{ name: 'x', port: 3306 }, 'denied'],
    [{ name: 'grpc-web-x', port: 80 }, 'allowed'],
  ])('%j is taken as istiod takes it: a request is %s', (port, expected) => {
    const own = serviceOf('shop/cart', { ports: [{ ...port, targetPort: 'http' }] });
    expect(ask(reachBy('mesh', ...pods, own, reading), { from: 'shop/web', to: 'shop/cart', method: 'GET' })).toBe(
      expected,
    );
  });
});
