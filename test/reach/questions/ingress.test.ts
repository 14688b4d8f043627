import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { IngressControllerFacts } from '../../../lib/fleet/network-facts';
import { deployment, namespace, networkPolicy, passes, reach, reachWith, service } from '../tree';

const web = deployment('shop/web', { ports: [{ name: 'http', containerPort: 8080 }] });
const webService = service('shop/web', {
  selector: { app: 'web' },
  ports: [
    { name: 'http', port: 80, targetPort: 'http' },
    { name: 'admin', port: 9000 },
  ],
});
const ingress = ingressTo({ name: 'web', port: { number: 80 } });
const objects = [web, webService, ingress];

function ingressTo(backend: JsonObject, className?: string): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      ...(className !== undefined && { ingressClassName: className }),
      rules: [
        { host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: backend } }] } },
      ],
    },
  };
}

const toWeb = (...tree: readonly Manifest[]) => passes(reach(...tree), 'ingress-controller', 'shop/web');
const isolated = (ingress: readonly JsonObject[]) =>
  networkPolicy('shop/web', { podSelector: {}, policyTypes: ['Ingress'], ingress });

test('an ingress controller reaches the target port behind the Service', () => {
  expect(toWeb(...objects)).toBe('TCP 8080');
});

test('a port without a target port is its own target', () => {
  expect(toWeb(web, webService, ingressTo({ name: 'web', port: { name: 'admin' } }))).toBe('TCP 9000');
});

test('a default backend is a way in too', () => {
  const { spec: _, ...rest } = ingress;
  const backend = { service: { name: 'web', port: { number: 80 } } };
  expect(toWeb(web, webService, { ...rest, spec: { defaultBackend: backend } })).toBe('TCP 8080');
});

test('without an Ingress no controller reaches anything', () => {
  expect(toWeb(web, webService)).toBe('no connection');
});

test('a Service without such a port, or of another namespace, leads nowhere', () => {
  expect(toWeb(web, webService, ingressTo({ name: 'web', port: { number: 81 } }))).toBe('no connection');
  const elsewhere = service('other/web', { selector: { app: 'web' }, ports: [{ port: 80 }] });
  expect(toWeb(web, elsewhere, ingress)).toBe('no connection');
});

test.each([
  ['whose endpoints are written by hand', { ports: [{ port: 80 }] }],
  ['that is a name of the DNS', { type: 'ExternalName', externalName: 'shop.example', ports: [{ port: 80 }] }],
])('a Service %s leads where nothing is known, and the assumptions say so', (_, spec) => {
  const reachability = reach(web, service('shop/web', spec), ingress);
  expect(passes(reachability, 'ingress-controller', 'shop/web')).toBe('no connection');
  expect(reachability.assumptions).toContain(
    'Ingress shop/web spec.rules[0].http.paths[0].backend: Service shop/web selects no pods, and where it leads is not modelled.',
  );
});

test('policies take away what they do not allow from an unknown pod', () => {
  expect(toWeb(...objects, isolated([]))).toBe('no connection');
  expect(toWeb(...objects, isolated([{ from: [{ podSelector: {} }] }]))).toBe('no connection');
  expect(toWeb(...objects, isolated([{ from: [{ namespaceSelector: {} }], ports: [{ port: 80 }] }]))).toBe(
    'no connection',
  );
  expect(toWeb(...objects, isolated([{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }]))).toBe(
    'TCP 8080',
  );
});

describe('where it is known which pods the controller is', () => {
  const nginx: IngressControllerFacts = {
    namespace: 'ingress',
    podLabels: { app: 'nginx' },
    className: 'nginx',
    api: 'Ingress',
  };
  const fromNginx = isolated([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { role: 'edge' } },
          podSelector: { matchLabels: { app: 'nginx' } },
        },
      ],
      ports: [{ port: 'http' }],
    },
  ]);
  const known = (controller: IngressControllerFacts, ...tree: readonly Manifest[]) =>
    passes(reachWith({ ingressControllers: [controller] }, ...tree), 'ingress-controller', 'shop/web');
  const edge = namespace('ingress', { role: 'edge' });
  test('it is let in by its labels and those of its namespace', () => {
    expect(known(nginx, ...objects, edge, fromNginx)).toBe('TCP 8080');
    expect(known(nginx, ...objects, namespace('ingress'), fromNginx)).toBe('no connection');
  });
  test('a controller of another class does not count', () => {
    const classed = ingressTo({ name: 'web', port: { number: 80 } }, 'traefik');
    expect(known(nginx, web, webService, classed, edge, fromNginx)).toBe('no connection');
    expect(known({ ...nginx, className: 'traefik' }, web, webService, classed, edge, fromNginx)).toBe('TCP 8080');
  });
  test('a policy of its own namespace may keep it from leaving', () => {
    const deny = networkPolicy('ingress/deny', { podSelector: {}, policyTypes: ['Egress'] });
    expect(known(nginx, ...objects, edge, deny)).toBe('no connection');
  });
});

describe('an OpenShift Route', () => {
  const route = (spec: JsonObject): Manifest => ({
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: webService.metadata,
    spec: { host: 'shop.example', ...spec },
  });
  const to = { kind: 'Service', name: 'web' };
  test.each([
    ['may name the port of the pods', { to, port: { targetPort: 8080 } }],
    ['may name the port of the Service', { to, port: { targetPort: 'http' } }],
    [
      'has alternate backends',
      { to: { kind: 'Service', name: 'gone' }, alternateBackends: [to], port: { targetPort: 8080 } },
    ],
  ])('%s', (_, spec) => {
    expect(toWeb(web, webService, route(spec))).toBe('TCP 8080');
  });
  test('without a port leads to every port of the Service', () => {
    expect(toWeb(web, webService, route({ to }))).toBe('TCP 8080,9000');
  });
  test('leads nowhere by a port that the Service does not have', () => {
    expect(toWeb(web, webService, route({ to, port: { targetPort: 80 } }))).toBe('no connection');
  });
});

describe('Gateway API', () => {
  const route = (kind: string, spec: JsonObject): Manifest => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name: 'web', namespace: 'edge' },
    spec: { parentRefs: [{ name: 'public' }], ...spec },
  });
  const backendRefs = [{ name: 'web', namespace: 'shop', port: 80 }];
  const grant = {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: 'edge', namespace: 'shop' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'edge' }],
      to: [{ group: '', kind: 'Service' }],
    },
  };
  test.each(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'])('a %s leads to the target port', (kind) => {
    const own = {
      ...route(kind, { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] }),
      metadata: webService.metadata,
    };
    expect(toWeb(web, webService, own)).toBe('TCP 8080');
  });
  test('into another namespace it leads only where that namespace grants it', () => {
    const http = route('HTTPRoute', { rules: [{ backendRefs }] });
    expect(toWeb(web, webService, http)).toBe('no connection');
    expect(toWeb(web, webService, http, grant)).toBe('TCP 8080');
    expect(toWeb(web, webService, route('GRPCRoute', { rules: [{ backendRefs }] }), grant)).toBe('no connection');
  });
  test('a mirror gets traffic too', () => {
    const filters = [{ type: 'RequestMirror', requestMirror: { backendRef: backendRefs[0] } }];
    expect(toWeb(web, webService, route('HTTPRoute', { rules: [{ filters }] }), grant)).toBe('TCP 8080');
  });
  test('a route of a mesh, whose parent is a Service, is no way in', () => {
    const mesh = route('HTTPRoute', {
      parentRefs: [{ kind: 'Service', group: '', name: 'web' }],
      rules: [{ backendRefs }],
    });
    expect(toWeb(web, webService, mesh, grant)).toBe('no connection');
  });
});
