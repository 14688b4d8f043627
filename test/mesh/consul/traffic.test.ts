import { Duration } from 'cdk8s';
import { Port, type TrafficOptions, type TrafficPolicy } from '../../../lib';
import { service, shop, type Shop } from './shop';

/** The shop with a policy of the server; the canary is another version of it. */
function withTraffic(
  policy: TrafficPolicy | ((shop: Shop & { canary: ReturnType<typeof service> }) => TrafficPolicy),
  mesh: Parameters<typeof shop>[1] = {},
  options: TrafficOptions = {},
) {
  return shop((parts) => {
    const canary = service(parts.chart, 'canary');
    parts.server.traffic.set(typeof policy === 'function' ? policy({ ...parts, canary }) : policy, options);
  }, mesh);
}

test('routes, retries and times out by a router, and splits what is left by a splitter', () => {
  const { objects, problems } = withTraffic(({ canary }) => ({
    timeout: Duration.seconds(2),
    retries: { attempts: 2, on: ['unavailable', '5xx'] },
    split: [{ to: canary, weight: 12.5 }],
    routes: [{ match: { headers: { 'X-Canary': 'yes' }, cookies: { a: 'b.c' }, path: { exact: '/p' } }, to: canary }],
  }));
  const policy = { requestTimeout: '2s', numRetries: 2, retryOn: ['unavailable', '5xx'] };
  expect(problems).toEqual([]);
  expect(objects.get('ServiceRouter/server')?.spec).toEqual({
    routes: [
      {
        match: {
          http: {
            pathExact: '/p',
            header: [
              { name: 'x-canary', exact: 'yes' },
              { name: 'cookie', regex: '^(.*;\\s*)?a=b\\.c(;.*)?$' },
            ],
          },
        },
        destination: { service: 'canary', ...policy },
      },
      { match: { http: { pathPrefix: '/' } }, destination: policy },
    ],
  });
  expect(objects.get('ServiceSplitter/server')?.spec).toEqual({
    splits: [
      { weight: 87.5, service: 'server' },
      { weight: 12.5, service: 'canary' },
    ],
  });
  expect(objects.get('ServiceIntentions/canary')).toMatchObject({
    spec: { sources: [{ name: 'client' }, { name: '*', action: 'deny' }] },
  });
});

test('needs no router for a split alone, nor for retries that are off', () => {
  expect(
    withTraffic(({ canary }) => ({ split: [{ to: canary, weight: 1 }] })).objects.has('ServiceRouter/server'),
  ).toBe(false);
  const off = withTraffic({ retries: false });
  expect(off.objects.has('ServiceRouter/server')).toBe(false);
  expect(off.notes).toEqual([
    'traffic.retries: false: Consul sends no request again unless it is told to: nothing is emitted',
  ]);
});

test('shares of hundredths add up to a hundred', () => {
  const { objects } = shop(({ chart, server }) => {
    const versions = ['a', 'b', 'c'].map((name) => ({ to: service(chart, name), weight: 0.1 }));
    server.traffic.set({ split: versions });
  });
  expect(objects.get('ServiceSplitter/server')).toMatchObject({
    spec: { splits: [{ weight: 99.7 }, { weight: 0.1 }, { weight: 0.1 }, { weight: 0.1 }] },
  });
});

test('writes limits and outlier detection into the defaults of every client, one override a server', () => {
  const { objects, problems } = shop(({ chart, client, server }) => {
    const other = service(chart, 'other');
    const second = service(chart, 'second');
    client.connections.allowTo(other);
    second.connections.allowTo(server);
    server.traffic.set({
      circuitBreaker: {
        maxConnections: 3,
        maxPendingRequests: 5,
        maxRequests: 7,
        connectTimeout: Duration.millis(250),
      },
      outlierDetection: { consecutiveErrors: 3, interval: Duration.seconds(5), maxEjectionPercent: 50 },
    });
    other.traffic.set({ circuitBreaker: { maxRequests: 1 } });
  });
  const ofServer = {
    name: 'server',
    limits: { maxConnections: 3, maxPendingRequests: 5, maxConcurrentRequests: 7 },
    passiveHealthCheck: { maxFailures: 3, interval: '5s', maxEjectionPercent: 50 },
  };
  expect(problems).toEqual([]);
  expect(objects.get('ServiceDefaults/client')).toMatchObject({
    spec: { upstreamConfig: { overrides: [{ name: 'other', limits: { maxConcurrentRequests: 1 } }, ofServer] } },
  });
  expect(objects.get('ServiceDefaults/second')).toMatchObject({ spec: { upstreamConfig: { overrides: [ofServer] } } });
  expect(objects.get('ServiceDefaults/server')?.spec).toEqual({ protocol: 'http', mutualTLSMode: 'strict' });
  expect(objects.get('ServiceResolver/server')?.spec).toEqual({ connectTimeout: '250ms' });
});

test('refuses limits that no proxy of the tree would hold', () => {
  const unasked = shop(({ client }) => client.traffic.set({ circuitBreaker: { maxRequests: 5 } }));
  expect(unasked.problems).toEqual([
    "error traffic.circuitBreaker: Forbidden: consul on test cannot express it: the client's proxy holds it, and no workload is declared to ask this one",
  ]);
  const gateway = {
    api: 'Ingress',
    className: 'edge',
    namespace: 'edge',
    podLabels: { app: 'edge' },
    mesh: { serviceAccountName: 'edge' },
  } as const;
  const exposed = shop(
    ({ server }) => {
      server.workload.expose({ hosts: ['shop.example'] });
      server.traffic.set({ outlierDetection: { consecutiveErrors: 3 } });
    },
    {},
    { network: { ingressControllers: [gateway] } },
  );
  expect(exposed.problems).toEqual([
    "error traffic.outlierDetection: Forbidden: consul on test cannot express it: the client's proxy holds it, and those of edge are not of this tree",
  ]);
  expect(exposed.fixes).toEqual([
    'declare who asks it (connections.allowTo), or limit it where it is asked: in the ServiceDefaults of that client',
  ]);
});

test.each<[string, TrafficPolicy, string, string]>([
  [
    'retries.perTryTimeout',
    { retries: { attempts: 1, on: ['5xx'], perTryTimeout: Duration.seconds(1) } },
    'its routers know one timeout for all tries together',
    'set timeout to what all tries may take together',
  ],
  [
    'retries.budget',
    { retries: { attempts: 1, on: ['5xx'], budget: { percent: 20 } } },
    'its routers limit the retries of a request, not their share of all requests',
    'lower attempts, and limit the load with circuitBreaker.maxRequests',
  ],
  [
    'circuitBreaker.maxRequestsPerConnection',
    { circuitBreaker: { maxRequestsPerConnection: 5 } },
    'its proxies reuse connections without a limit',
    'limit the connections (maxConnections) or the requests (maxRequests) instead',
  ],
  [
    'fault',
    { fault: { abort: { httpStatus: 503, percent: 1 } } },
    'it needs Consul Enterprise',
    "inject faults in the workload itself, or say that the cluster runs it: consul({ edition: 'enterprise' })",
  ],
  [
    'rateLimit',
    { rateLimit: { requestsPerSecond: 10 } },
    'it needs Consul Enterprise',
    "limit the load with circuitBreaker.maxRequests, or say that the cluster runs it: consul({ edition: 'enterprise' })",
  ],
])(
  'refuses %s with a reason and an alternative, and leaves it out where the user says so',
  (field, policy, reason, fix) => {
    const refused = withTraffic(policy);
    expect(refused.problems).toEqual([
      `error traffic.${field}: Forbidden: consul on test cannot express it: ${reason}`,
    ]);
    expect(refused.fixes).toEqual([fix]);
    const waved = withTraffic(policy, {}, { onUnsupported: 'warn' });
    expect(waved.problems).toEqual([
      `warning traffic.${field}: Forbidden: consul on test cannot express it: ${reason}`,
    ]);
  },
);

test('refuses to mirror', () => {
  expect(withTraffic(({ canary }) => ({ mirror: { to: canary, percent: 100 } })).problems).toEqual([
    'error traffic.mirror: Forbidden: consul on test cannot express it: it copies no requests but by raw configuration of the proxy',
  ]);
});

test('refuses destinations outside the mesh or of another protocol, and keeps their share', () => {
  const { objects, problems } = shop(({ chart, server }) => {
    const outside = service(chart, 'outside');
    outside.workload.mesh({ enrolled: false, permissivePorts: [9090] });
    const other = service(chart, 'other', Port.http2(9090, { name: 'http' }));
    const canary = service(chart, 'canary');
    server.traffic.set(
      {
        split: [
          { to: outside, weight: 10 },
          { to: canary, weight: 20 },
        ],
        routes: [{ match: { method: 'GET' }, to: other }],
      },
      { onUnsupported: 'warn' },
    );
  });
  expect(problems).toEqual([
    'warning traffic.routes: Forbidden: consul on test cannot express it: shop/other speaks http2 and shop/server http, which one chain must not mix',
    'warning traffic.split: Forbidden: consul on test cannot express it: shop/outside is not enrolled',
  ]);
  expect(objects.has('ServiceRouter/server')).toBe(false);
  expect(objects.get('ServiceSplitter/server')?.spec).toEqual({
    splits: [
      { weight: 80, service: 'server' },
      { weight: 20, service: 'canary' },
    ],
  });
});

test('refuses a policy of a workload outside the mesh', () => {
  const { problems, fixes } = shop(({ chart }) => {
    const outside = service(chart, 'outside');
    outside.workload.mesh({ enrolled: false });
    outside.traffic.set({ timeout: Duration.seconds(1) });
  });
  expect(problems).toEqual([
    'error traffic.timeout: Forbidden: the mesh on test cannot express it: shop/outside is not enrolled',
  ]);
  expect(fixes).toEqual(['take it into the mesh (enrolled: true), or leave the policy out']);
});

test('has faults, rate limits and locality in the Enterprise edition', () => {
  const { objects, problems } = withTraffic(
    {
      fault: { delay: { duration: Duration.seconds(1), percent: 10 }, abort: { httpStatus: 503, percent: 0.5 } },
      rateLimit: { requestsPerSecond: 100 },
      localityFailover: true,
    },
    { edition: 'enterprise' },
  );
  expect(problems).toEqual([]);
  expect(objects.get('ServiceDefaults/server')).toMatchObject({
    spec: {
      rateLimits: { instanceLevel: { requestsPerSecond: 100 } },
      envoyExtensions: [
        {
          name: 'builtin/fault-injection',
          arguments: {
            Config: { Delay: { Duration: 1000, Percentage: 10 }, Abort: { HttpStatus: 503, Percentage: 0.5 } },
          },
        },
      ],
    },
  });
  expect(objects.get('ServiceResolver/server')?.spec).toEqual({ prioritizeByLocality: { mode: 'failover' } });
});

test('gives a cookie without a time the length of a session', () => {
  const { objects } = withTraffic({ loadBalancing: { policy: 'consistent-hash', cookie: { name: 'basket' } } });
  expect(objects.get('ServiceResolver/server')?.spec).toEqual({
    loadBalancer: {
      policy: 'ring_hash',
      hashPolicies: [{ field: 'cookie', fieldValue: 'basket', cookieConfig: { session: true } }],
    },
  });
});

describe('a workload that splits its own requests', () => {
  const again = (name: string) =>
    `it splits the requests again by the split of shop/${name}, so that some go where nobody sent them`;

  test('is no destination of a split: Consul would split again', () => {
    const { problems, fixes } = withTraffic(
      ({ chart, canary }) => {
        canary.traffic.set({ split: [{ to: service(chart, 'next'), weight: 50 }] });
        return { split: [{ to: canary, weight: 10 }] };
      },
      {},
      { onUnsupported: 'warn' },
    );
    expect(problems).toEqual([
      `warning traffic.split: Forbidden: consul on test cannot express it: ${again('canary')}`,
    ]);
    expect(fixes).toEqual(['split in one place: say all shares at the workload that clients ask']);
  });
  test('is no destination of a route, of another workload nor of its own', () => {
    const { objects, problems } = withTraffic(
      ({ chart, server, canary }) => {
        canary.traffic.set({ split: [{ to: service(chart, 'next'), weight: 50 }] });
        return {
          split: [{ to: service(chart, 'other'), weight: 10 }],
          routes: [
            { match: { headers: { 'x-canary': 'yes' } }, to: canary },
            { match: { headers: { 'x-canary': 'no' } }, to: server },
          ],
        };
      },
      {},
      { onUnsupported: 'warn' },
    );
    expect(problems).toEqual(
      ['canary', 'server'].map(
        (name) => `warning traffic.routes: Forbidden: consul on test cannot express it: ${again(name)}`,
      ),
    );
    expect(objects.has('ServiceRouter/server')).toBe(false);
  });
  test('is a destination where it only routes: the routers of destinations are not asked', () => {
    const { objects, problems } = withTraffic(({ chart, canary }) => {
      canary.traffic.set({ routes: [{ match: { method: 'GET' }, to: service(chart, 'next') }] });
      return { split: [{ to: canary, weight: 10 }] };
    });
    expect(problems).toEqual([]);
    expect(objects.has('ServiceSplitter/server')).toBe(true);
  });
});
