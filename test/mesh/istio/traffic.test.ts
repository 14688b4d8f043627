import { Duration } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import {
  allChecks,
  istio,
  Port,
  WebService,
  Workload,
  type ClusterProps,
  type Manifest,
  type TrafficPolicy,
} from '../../../lib';
import '../../../lib/testing';
import { meshShop, onIstio, type MeshShop } from '../mesh-shop';

const checksNamed = (id: string) => allChecks.filter((check) => check.id === id);

/** What a policy of the server becomes; `canary` is another workload. */
function withPolicy(policy: (canary: WebService) => TrafficPolicy, props: Partial<ClusterProps> = onIstio) {
  return meshShop(({ server, service }) => {
    server.traffic.set(policy(service('canary', Port.http(9090, { servicePort: 80 }))));
  }, props);
}

function virtualService(objects: ReadonlyMap<string, Manifest>): Manifest | undefined {
  return objects.get('VirtualService/server');
}

test('routes for the mesh alone, and says so', () => {
  const { objects } = withPolicy(() => ({ timeout: Duration.seconds(1) }));
  expect(virtualService(objects)).toMatchObject({ spec: { gateways: ['mesh'] } });
});

test('matches whole parts of a path', () => {
  const { objects } = withPolicy((canary) => ({
    routes: [
      { match: { path: { prefix: '/items/' } }, to: canary },
      { match: { path: { prefix: '/' } }, to: canary },
    ],
  }));
  expect(virtualService(objects)).toMatchObject({
    spec: {
      http: [
        { match: [{ uri: { exact: '/items' } }, { uri: { prefix: '/items/' } }] },
        { match: [{ uri: { prefix: '/' } }] },
        {},
      ],
    },
  });
});

test('splits connections where nothing speaks HTTP', () => {
  const { objects } = meshShop(({ service }) => {
    const [store, next] = [service('store', Port.redis(6379)), service('next', Port.redis(6379))];
    store.traffic.set({ split: [{ to: next, weight: 5 }] });
  });
  const to = (name: string, weight: number) => ({
    destination: { host: `${name}.shop.svc.cluster.local`, port: { number: 6379 } },
    weight,
  });
  expect(objects.get('VirtualService/store')).toMatchObject({
    spec: { tcp: [{ route: [to('store', 95), to('next', 5)] }] },
  });
  expect(objects.get('VirtualService/store')?.spec).not.toHaveProperty('http');
});

test('sends the requests of each port to the port that speaks the same', () => {
  const ports = [Port.http(8080), Port.grpc(9090)];
  const { objects } = meshShop(({ chart }) => {
    const [stable, canary] = ['stable', 'next'].map(
      (name, index) =>
        new WebService(chart, name, {
          image: 'registry.example/a:1',
          ports: index === 0 ? ports : ports.toReversed(),
        }),
    );
    if (canary !== undefined) stable?.traffic.set({ split: [{ to: canary, weight: 10 }] });
  });
  const onPort = (number: number) => ({
    match: [{ port: number }],
    route: [{ destination: { port: { number } } }, { destination: { port: { number } } }],
  });
  expect(objects.get('VirtualService/stable')).toMatchObject({ spec: { http: [onPort(8080), onPort(9090)] } });
});

test('scales shares of less than a per cent to whole weights, and nothing complains of the sum', () => {
  const { objects, rendered } = withPolicy((canary) => ({ split: [{ to: canary, weight: 0.5 }] }));
  expect(virtualService(objects)).toMatchObject({ spec: { http: [{ route: [{ weight: 995 }, { weight: 5 }] }] } });
  expect(rendered).toPassChecks({ severity: 'warning', checks: checksNamed('valid-istio-virtual-service') });
});

test('turns failover between zones off where outlier detection alone was asked for', () => {
  const { objects } = withPolicy(() => ({ outlierDetection: { consecutiveErrors: 5 } }));
  expect(objects.get('DestinationRule/server')).toMatchObject({
    spec: { trafficPolicy: { loadBalancer: { localityLbSetting: { enabled: false } } } },
  });
});

test('limits requests in the proxy of each pod, after authorization', () => {
  const { objects, findings } = withPolicy(() => ({ rateLimit: { requestsPerSecond: 50 } }));
  expect(findings).toEqual([]);
  expect(objects.get('EnvoyFilter/server-rate-limit')).toMatchObject({
    apiVersion: 'networking.istio.io/v1alpha3',
    spec: {
      workloadSelector: { labels: { 'app.kubernetes.io/name': 'server' } },
      priority: 10,
      configPatches: [
        {
          applyTo: 'HTTP_FILTER',
          match: {
            context: 'SIDECAR_INBOUND',
            listener: {
              portNumber: 9090,
              filterChain: { filter: { subFilter: { name: 'envoy.filters.http.router' } } },
            },
          },
          patch: {
            operation: 'INSERT_BEFORE',
            value: {
              typed_config: {
                token_bucket: { max_tokens: 50, tokens_per_fill: 50, fill_interval: '1s' },
                filter_enabled: { default_value: { numerator: 100 } },
                filter_enforced: { default_value: { numerator: 100 } },
              },
            },
          },
        },
      ],
    },
  });
});

/** Pods behind a Service without an address of its own. */
function headless({ chart }: MeshShop): Workload {
  const pods = new Deployment(chart, 'peers', {
    containers: [{ image: 'registry.example/peers:1', portNumber: 8080 }],
  });
  return Workload.from(pods, {
    ports: [Port.http(8080)],
    service: { name: 'peers', headless: true },
  });
}

test.each<[what: string, path: string, declare: (shop: MeshShop) => unknown]>([
  [
    'two cookies of one request',
    'traffic.routes[0].match',
    ({ server, client }) => server.traffic.set({ routes: [{ match: { cookies: { a: '1', b: '2' } }, to: client }] }),
  ],
  [
    'one header in two spellings',
    'traffic.routes[0].match',
    ({ server, client }) => server.traffic.set({ routes: [{ match: { headers: { a: '1', A: '2' } }, to: client }] }),
  ],
  [
    'failover while most failing pods stay',
    'traffic.localityFailover',
    ({ server }) =>
      server.traffic.set({
        localityFailover: true,
        outlierDetection: { consecutiveErrors: 3, maxEjectionPercent: 10 },
      }),
  ],
  [
    'load balancing where clients choose the pod',
    'traffic.loadBalancing',
    (shop) => headless(shop).traffic.set({ loadBalancing: { policy: 'random' } }),
  ],
  [
    'failover where clients choose the pod',
    'traffic.localityFailover',
    (shop) => headless(shop).traffic.set({ localityFailover: true }),
  ],
  [
    'one limit for encrypted and other requests',
    'traffic.rateLimit',
    ({ server }) => {
      server.workload.mesh({ permissivePorts: [9090] });
      server.traffic.set({ rateLimit: { requestsPerSecond: 5 } });
    },
  ],
  [
    'one limit for two ports',
    'traffic.rateLimit',
    ({ chart }) =>
      new WebService(chart, 'two', {
        image: 'registry.example/two:1',
        ports: [Port.http(8080), Port.grpc(9090)],
      }).traffic.set({ rateLimit: { requestsPerSecond: 5 } }),
  ],
])('refuses %s', (_, path, declare) => {
  const { findings } = meshShop(declare);
  expect(findings.map((finding) => `${finding.severity} ${finding.path}`)).toEqual([`error ${path}`]);
});

test('says that requests from outside follow the route of the gateway', () => {
  const gateway = {
    className: 'public',
    api: 'Gateway',
    namespace: 'gateways',
    podLabels: { app: 'gateway' },
    mesh: { serviceAccountName: 'gateway' },
    gateway: { namespace: 'gateways', name: 'public' },
  } as const;
  const { findings } = meshShop(
    ({ server }) => {
      server.workload.expose({ hosts: ['shop.example'], className: 'public' });
      server.traffic.set({ timeout: Duration.seconds(1), retries: false });
    },
    { mesh: istio({ version: '1.30' }), network: { ingressControllers: [gateway] } },
  );
  expect(findings).toMatchObject([{ severity: 'warning', path: 'traffic.timeout' }]);
  expect(findings[0]?.message).toContain('timeout, retries hold within the mesh alone');
});
