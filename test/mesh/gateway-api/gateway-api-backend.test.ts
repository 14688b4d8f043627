import { Duration } from 'cdk8s';
import {
  ClusterChart,
  MeshConfiguration,
  Port,
  type ClusterProps,
  type Finding,
  type GatewayApiFacts,
  type RouteMatch,
  type TrafficPolicy,
} from '../../../lib';
import { renderShop, webService, type ShopParts } from '../example-shop';

const gamma = (facts: Partial<GatewayApiFacts> = {}): Partial<ClusterProps> => ({
  gatewayApi: { version: '1.6', channel: 'standard', gamma: true, ...facts },
});

/** The shop with a traffic policy of its server. */
function withTraffic(policy: (parts: ShopParts) => TrafficPolicy, props = gamma()) {
  return renderShop(props, (parts) => parts.server.traffic.set(policy(parts)));
}

const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, path, message, fix }) => `${severity} ${path}: ${message}; ${fix}`);

const errorsOf = (findings: readonly Finding[]): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ path }) => path);

test('splits, matches, times out and mirrors with one route of the Service', () => {
  const { objects, findings } = withTraffic(({ canary }) => ({
    timeout: Duration.seconds(2),
    split: [{ to: canary, weight: 10 }],
    mirror: { to: canary, percent: 5 },
    routes: [{ match: { headers: { 'X-Canary': 'yes' }, path: { prefix: '/items' }, method: 'GET' }, to: canary }],
  }));
  expect(findings).toEqual([]);
  const shared = {
    filters: [
      {
        type: 'RequestMirror',
        requestMirror: { backendRef: { group: '', kind: 'Service', name: 'canary', port: 80 }, percent: 5 },
      },
    ],
    timeouts: { request: '2s' },
  };
  expect(objects.get('HTTPRoute/server-http')).toMatchObject({
    apiVersion: 'gateway.networking.k8s.io/v1',
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: 'server', port: 80 }],
      rules: [
        {
          matches: [
            {
              path: { type: 'PathPrefix', value: '/items' },
              headers: [{ type: 'Exact', name: 'x-canary', value: 'yes' }],
              method: 'GET',
            },
          ],
          backendRefs: [{ group: '', kind: 'Service', name: 'canary', port: 80 }],
          ...shared,
        },
        {
          backendRefs: [
            { name: 'server', port: 80, weight: 90 },
            { name: 'canary', port: 80, weight: 10 },
          ],
          ...shared,
        },
      ],
    },
  });
});

test('makes no route where nothing was declared', () => {
  expect([...renderShop(gamma()).objects.keys()].filter((key) => key.includes('Route'))).toEqual([]);
});

test('scales shares of less than a per cent to whole weights', () => {
  const { objects } = withTraffic(({ canary }) => ({ split: [{ to: canary, weight: 0.5 }] }));
  expect(objects.get('HTTPRoute/server-http')).toMatchObject({
    spec: { rules: [{ backendRefs: [{ weight: 995_000 }, { weight: 5_000 }] }] },
  });
});

test('mirrors a fraction of a per cent', () => {
  const { objects } = withTraffic(({ canary }) => ({ mirror: { to: canary, percent: 0.25 } }));
  expect(objects.get('HTTPRoute/server-http')).toMatchObject({
    spec: { rules: [{ filters: [{ requestMirror: { fraction: { numerator: 2_500, denominator: 1_000_000 } } }] }] },
  });
});

test('routes gRPC with a GRPCRoute, and with an HTTPRoute where only that has the field', () => {
  const grpc = (policy: (canary: ShopParts['canary']) => TrafficPolicy) =>
    renderShop(gamma(), ({ chart, client }) => {
      const [backend, canary] = ['backend', 'backend-canary'].map((id) => webService(chart, id, Port.grpc(7070)));
      if (backend === undefined || canary === undefined) throw new Error('unreachable');
      client.connections.allowTo(backend);
      backend.traffic.set(policy(canary));
    }).objects;
  const split = (canary: ShopParts['canary']): TrafficPolicy => ({
    split: [{ to: canary, weight: 50 }],
    routes: [{ match: { headers: { tenant: { regex: 'a|b' } } }, to: canary }],
  });
  expect(grpc(split).get('GRPCRoute/backend-grpc')).toMatchObject({
    spec: {
      rules: [
        { matches: [{ headers: [{ type: 'RegularExpression', name: 'tenant', value: 'a|b' }] }] },
        { backendRefs: [{ weight: 50 }, { weight: 50 }] },
      ],
    },
  });
  const timed = grpc((canary) => ({ ...split(canary), timeout: Duration.millis(1500) }));
  expect(timed.get('HTTPRoute/backend-grpc')).toMatchObject({
    spec: { rules: [{ timeouts: { request: '1s500ms' } }, { timeouts: { request: '1s500ms' } }] },
  });
  expect(timed.has('GRPCRoute/backend-grpc')).toBe(false);
});

test('grants a route the way to a Service of another namespace', () => {
  const crossing = (version: string) =>
    renderShop(gamma({ version }), ({ chart, server }) => {
      const next = webService(new ClusterChart(chart.node.scope ?? chart, 'next', { namespace: 'next' }), 'server-v2');
      server.traffic.set({ split: [{ to: next, weight: 1 }] });
    }).objects;
  expect(crossing('1.6').get('HTTPRoute/server-http')).toMatchObject({
    spec: { rules: [{ backendRefs: [{}, { name: 'server-v2', namespace: 'next' }] }] },
  });
  expect(crossing('1.6').get('ReferenceGrant/server-v2-from-shop-server')).toMatchObject({
    apiVersion: 'gateway.networking.k8s.io/v1',
    metadata: { namespace: 'next' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
      to: [{ group: '', kind: 'Service', name: 'server-v2' }],
    },
  });
  expect(crossing('1.4').get('ReferenceGrant/server-v2-from-shop-server')?.apiVersion).toBe(
    'gateway.networking.k8s.io/v1beta1',
  );
});

test('retries by status code, in the experimental channel', () => {
  const retries = {
    attempts: 3,
    on: ['gateway-error', 'connect-failure'],
    perTryTimeout: Duration.millis(300),
  } as const;
  const { objects, findings } = withTraffic(() => ({ retries }), gamma({ channel: 'experimental' }));
  expect(findings).toEqual([]);
  expect(objects.get('HTTPRoute/server-http')).toMatchObject({
    spec: { rules: [{ retry: { attempts: 3, codes: [502, 503, 504] }, timeouts: { backendRequest: '300ms' } }] },
  });
});

test('matches a cookie by a pattern, and says that the implementation must know patterns', () => {
  const { objects, findings } = withTraffic(({ canary }) => ({
    routes: [{ match: { cookies: { group: 'b.c' } }, to: canary }],
  }));
  expect(objects.get('HTTPRoute/server-http')).toMatchObject({
    spec: {
      rules: [
        {
          matches: [
            { headers: [{ type: 'RegularExpression', name: 'cookie', value: '^(.*;\\s*)?group=b\\.c(;.*)?$' }] },
          ],
        },
        {},
      ],
    },
  });
  expect(said(findings)).toEqual([
    'info traffic.routes: Required value: gateway-api on test needs an implementation that matches headers by regular expression (RE2): cookies, too, are matched so; look up that it does, or match headers by their exact values',
  ]);
});

test('exports a Service to the other clusters of the set', () => {
  const { objects, findings } = renderShop(gamma(), ({ server }) => server.workload.mesh({ exported: true }));
  expect(objects.get('ServiceExport/server')).toMatchObject({
    apiVersion: 'multicluster.x-k8s.io/v1beta1',
    metadata: { namespace: 'shop' },
  });
  expect(said(findings)).toEqual([
    'info mesh.exported: Required value: gateway-api on test needs the Multi-Cluster Services API (multicluster.x-k8s.io/v1beta1) and a controller for it; install both, or do not export the Service there',
  ]);
});

describe('refuses', () => {
  const prefix = 'Forbidden: gateway-api on test cannot express it: ';
  const policies: Record<string, TrafficPolicy> = {
    circuitBreaker: { circuitBreaker: { maxConnections: 1 } },
    outlierDetection: { outlierDetection: { consecutiveErrors: 5 } },
    loadBalancing: { loadBalancing: { policy: 'random' } },
    localityFailover: { localityFailover: true },
    fault: { fault: { abort: { httpStatus: 500, percent: 1 } } },
    rateLimit: { rateLimit: { requestsPerSecond: 1 } },
    retries: { retries: false },
  };

  test('what routes have no words for, with an alternative', () => {
    const findings = Object.entries(policies).flatMap(([field, policy]) => {
      const found = withTraffic(() => policy).findings;
      expect(found.map(({ path }) => path)).toEqual([`traffic.${field}`]);
      return found;
    });
    expect(said(findings)).toEqual([
      `error traffic.circuitBreaker: ${prefix}the Gateway API has no connection pools; run a mesh in the cluster, or limit the load in the server`,
      `error traffic.outlierDetection: ${prefix}the Gateway API does not judge pods by their answers; run a mesh in the cluster, or take pods out by their readiness probe`,
      `error traffic.loadBalancing: ${prefix}how requests are shared among pods is up to the implementation; run a mesh in the cluster, or leave the choice to it`,
      `error traffic.localityFailover: ${prefix}the Gateway API knows no zones; run a mesh in the cluster, or prefer close pods: spec.trafficDistribution of the Service`,
      `error traffic.fault: ${prefix}the Gateway API puts in no failures; run a mesh in the cluster, or send a share of the requests to a workload that fails or delays: traffic.split`,
      `error traffic.rateLimit: ${prefix}the Gateway API counts no requests; run a mesh in the cluster, or limit the rate in the server`,
      `error traffic.retries: ${prefix}a route says how often a request is sent again, at least once, and cannot say never; turn retries off in the installation, where it retries by itself, and leave "retries" out here`,
    ]);
  });

  test.each<[string, Partial<GatewayApiFacts>, (parts: ShopParts) => TrafficPolicy, string]>([
    ['retries in the standard channel', {}, () => ({ retries: { attempts: 1, on: ['5xx'] } }), 'traffic.retries'],
    [
      'retries before 1.2',
      { version: '1.1', channel: 'experimental' },
      () => ({ retries: { attempts: 1, on: ['5xx'] } }),
      'traffic.retries',
    ],
    [
      'retries of gRPC statuses',
      { channel: 'experimental' },
      () => ({ retries: { attempts: 1, on: ['5xx', 'unavailable'] } }),
      'traffic.retries.on',
    ],
    [
      'a budget of retries',
      { channel: 'experimental' },
      () => ({ retries: { attempts: 1, on: ['5xx'], budget: { percent: 20 } } }),
      'traffic.retries.budget',
    ],
    [
      'a try that takes longer than all of them',
      { channel: 'experimental' },
      () => ({
        timeout: Duration.seconds(1),
        retries: { attempts: 1, on: ['5xx'], perTryTimeout: Duration.seconds(2) },
      }),
      'traffic.retries.perTryTimeout',
    ],
    ['timeouts before 1.2', { version: '1.1' }, () => ({ timeout: Duration.seconds(1) }), 'traffic.timeout'],
    [
      'a share of mirrored requests before 1.3',
      { version: '1.2' },
      ({ canary }) => ({ mirror: { to: canary, percent: 5 } }),
      'traffic.mirror.percent',
    ],
    ['everything before 1.1', { version: '1.0' }, () => ({ timeout: Duration.seconds(1) }), 'traffic.*'],
  ])('%s', (_, facts, policy, path) => {
    const { objects, findings } = withTraffic(policy, gamma(facts));
    expect(findings.map((finding) => `${finding.severity} ${finding.path}`)).toEqual([`error ${path}`]);
    expect(JSON.stringify(objects.get('HTTPRoute/server-http') ?? {})).not.toMatch(
      /"budget"|"percent"|"backendRequest"/,
    );
  });

  test.each<[string, readonly RouteMatch[], string]>([
    ['a method that routes do not name', [{ method: 'PURGE' }], 'traffic.routes[0].match.method'],
    ['a path with dots', [{ path: { exact: '/a/../b' } }], 'traffic.routes[0].match.path'],
    ['two cookies', [{ cookies: { a: '1', b: '2' } }], 'traffic.routes[0].match.cookies'],
    ['one header in two spellings', [{ headers: { a: '1', A: '2' } }], 'traffic.routes[0].match.headers'],
    [
      'a route that would be tried before an earlier one',
      [{ headers: { a: '1' } }, { path: { prefix: '/items' } }],
      'traffic.routes[1].match',
    ],
  ])('%s, and leaves the route out rather than match more', (_, matches, path) => {
    const routes = (canary: ShopParts['canary']) => matches.map((match) => ({ match, to: canary }));
    const { findings } = withTraffic(({ canary }) => ({ routes: routes(canary) }));
    expect(errorsOf(findings)).toEqual([path]);
    const waved = renderShop(gamma(), ({ server, canary }) =>
      server.traffic.set({ routes: routes(canary) }, { onUnsupported: 'warn' }),
    );
    expect(errorsOf(waved.findings)).toEqual([]);
    expect(waved.findings).toContainEqual(expect.objectContaining({ severity: 'warning', path }));
    // The last one is for the server itself, and needs no route where it is alone.
    const left = matches.slice(1).map(() => ({ matches: [{}] }));
    const route = waved.objects.get('HTTPRoute/server-http');
    if (left.length === 0) expect(route).toBeUndefined();
    else expect(route).toMatchObject({ spec: { rules: [...left, { backendRefs: [{ name: 'server' }] }] } });
  });

  test('a split of a server that does not speak HTTP', () => {
    const { findings } = renderShop(gamma(), ({ chart }) => {
      const copy = webService(chart, 'copy', Port.redis(6379));
      webService(chart, 'store', Port.redis(6379)).traffic.set({ split: [{ to: copy, weight: 5 }] });
    });
    expect(said(findings)).toEqual([
      `error traffic.split: ${prefix}no port of Service store is known to speak HTTP or gRPC, and connections are not split; say what the port speaks (Port.http, Port.http2, Port.grpc), or split by the number of replicas behind one Service`,
    ]);
  });

  test('methods and paths of a connection', () => {
    const { findings } = renderShop(gamma(), ({ canary, server }) =>
      server.connections.allowTo(canary, { http: [{ methods: ['GET'] }] }),
    );
    expect(findings).toMatchObject([{ id: 'unsupported-http-rule', severity: 'error', path: 'connection.http' }]);
  });
});

describe.each([
  ['gateway-api', 'gateway-api on test cannot express it', gamma()],
  ['no mesh', 'test runs no mesh', {}],
])('on a cluster with %s', (_, refused, props) => {
  test('refuses encryption that was asked for', () => {
    const { findings } = renderShop(props, ({ server, chart }) => {
      server.workload.mesh({ mutualTls: 'strict' });
      new MeshConfiguration(chart, 'mesh', { mutualTls: 'strict' });
    });
    expect(said(findings)).toEqual([
      `error mesh.mutualTls: Forbidden: ${refused}: nothing encrypts what pods say to each other, or tells who they are; run a mesh in the cluster, or leave mutualTls: 'strict' out there`,
      `error mesh.mutualTls: Forbidden: ${refused}: nothing encrypts what pods say to each other; run a mesh in the cluster, or configure it where one runs: if (Cluster.of(this).mesh) …`,
    ]);
  });

  test('says that what is about proxies is about nothing there', () => {
    const { findings } = renderShop(props, ({ server }) =>
      server.workload.mesh({
        proxyResources: { requests: { cpu: '1' } },
        drain: Duration.seconds(1),
        permissivePorts: [9090],
      }),
    );
    expect(findings.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      'info mesh.proxyResources',
      'info mesh.drain',
    ]);
  });

  test('refuses logs, traces, and declared egress of a namespace without policies', () => {
    const { findings } = renderShop(props, ({ chart }) => {
      new MeshConfiguration(chart, 'mesh', { accessLogs: {}, tracing: { percent: 1 }, egress: 'declared' });
      new ClusterChart(chart.node.scope ?? chart, 'open', { namespace: { name: 'open', isolated: false } });
    });
    expect(findings.map(({ path, severity }) => `${severity} ${path}`)).toEqual([
      'error mesh.accessLogs',
      'error mesh.tracing',
      'error mesh.egress',
    ]);
  });

  test('lets logs and traces be waved through, and no encryption', () => {
    const { findings } = renderShop(props, ({ chart, server }) => {
      new MeshConfiguration(chart, 'mesh', { accessLogs: {}, mutualTls: 'strict', onUnsupported: 'warn' });
      server.workload.mesh({ mutualTls: 'strict' }, { onUnsupported: 'warn' });
    });
    expect(findings.map(({ path, severity }) => `${severity} ${path}`)).toEqual([
      'error mesh.mutualTls',
      'error mesh.mutualTls',
      'warning mesh.accessLogs',
    ]);
  });
});

test('leaves a cluster alone whose Gateway API serves gateways only, and says how to say otherwise', () => {
  const { findings } = withTraffic(() => ({ timeout: Duration.seconds(1) }), {
    gatewayApi: { version: '1.6', channel: 'standard' },
  });
  expect(said(findings)).toEqual([
    "error traffic.timeout: Forbidden: test runs no mesh: nothing would enforce it; run a mesh in the cluster, say that its Gateway API routes between workloads where it does: gatewayApi: { …, gamma: true }, or declare the policy with { onUnsupported: 'warn' }",
  ]);
});
