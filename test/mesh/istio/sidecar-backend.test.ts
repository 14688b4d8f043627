import { Duration } from 'cdk8s';
import {
  ClusterChart,
  ExternalService,
  istio,
  MeshConfiguration,
  Port,
  WebService,
  type ClusterProps,
  type Manifest,
} from '../../../lib';
import { exampleFleet } from '../../example-fleet';

const onIstio: Partial<ClusterProps> = { mesh: istio({ version: '1.30', trustDomain: 'example.org' }) };

/** A client and a server in one namespace of a cluster that runs Istio, and what a test adds. */
function shop(
  declare: (parts: { chart: ClusterChart; client: WebService; server: WebService }) => unknown = () => undefined,
  props = onIstio,
) {
  const rendered = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const client = new WebService(chart, 'client', { image: 'registry.example/client:1', port: Port.http(8080) });
    const server = new WebService(chart, 'server', {
      image: 'registry.example/server:1',
      port: Port.http(9090, { servicePort: 80 }),
    });
    client.connections.allowTo(server);
    declare({ chart, client, server });
  }, props).render('test');
  const objects = new Map<string, Manifest>(
    rendered.manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name}`, manifest]),
  );
  return { objects, findings: rendered.findings };
}

test('refuses every request that no connection declares, and unencrypted ones', () => {
  const { objects } = shop();
  expect(objects.get('AuthorizationPolicy/default-deny')).toMatchObject({ spec: {} });
  expect(objects.get('PeerAuthentication/default')).toMatchObject({ spec: { mtls: { mode: 'STRICT' } } });
});

test('allows a declared client by its identity, on the container port', () => {
  expect(shop().objects.get('AuthorizationPolicy/server')).toMatchObject({
    spec: {
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: ['example.org/ns/shop/sa/client'] } }],
          to: [{ operation: { ports: ['9090'] } }],
        },
      ],
    },
  });
  expect(shop().objects.has('AuthorizationPolicy/client')).toBe(false);
});

test('keeps methods and paths of a connection in the authorization', () => {
  const { objects } = shop(({ server, chart }) => {
    const reader = new WebService(chart, 'reader', { image: 'registry.example/reader:1', port: Port.http(8080) });
    reader.connections.allowTo(server, { http: [{ methods: ['GET'], paths: ['/items/*'] }] });
  });
  expect(objects.get('AuthorizationPolicy/server')).toMatchObject({
    spec: { rules: [{ to: [{ operation: { ports: ['9090'], methods: ['GET'], paths: ['/items/*'] } }] }, {}] },
  });
});

test('puts the namespace into the mesh and opens the way to its control plane', () => {
  const { objects } = shop();
  expect(objects.get('Namespace/shop')).toMatchObject({ metadata: { labels: { 'istio-injection': 'enabled' } } });
  expect(JSON.stringify(objects.get('NetworkPolicy/client'))).toContain('"port":15012');
});

test('tells a proxy of the hosts that its workload calls, and of no others', () => {
  expect(shop().objects.get('Sidecar/client')).toMatchObject({
    spec: {
      egress: [{ hosts: ['./client.shop.svc.cluster.local', './server.shop.svc.cluster.local', 'istio-system/*'] }],
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    },
  });
});

test('routes, splits, retries and times out', () => {
  const { objects } = shop(({ chart, server }) => {
    const canary = new WebService(chart, 'canary', {
      image: 'registry.example/server:2',
      port: Port.http(9090, { servicePort: 80 }),
    });
    server.traffic.set({
      timeout: Duration.seconds(2),
      retries: { attempts: 2, on: ['unavailable', '5xx'], perTryTimeout: Duration.millis(300) },
      split: [{ to: canary, weight: 10 }],
      routes: [{ match: { headers: { 'X-Canary': 'yes' } }, to: canary }],
    });
  });
  const canaryHost = { host: 'canary.shop.svc.cluster.local', port: { number: 80 } };
  const policy = { timeout: '2s', retries: { attempts: 2, retryOn: 'unavailable,5xx', perTryTimeout: '300ms' } };
  expect(objects.get('VirtualService/server')).toMatchObject({
    spec: {
      hosts: ['server.shop.svc.cluster.local'],
      http: [
        { match: [{ headers: { 'x-canary': { exact: 'yes' } } }], route: [{ destination: canaryHost }], ...policy },
        {
          route: [
            { destination: { host: 'server.shop.svc.cluster.local' }, weight: 90 },
            { destination: canaryHost, weight: 10 },
          ],
          ...policy,
        },
      ],
    },
  });
});

test('opens the way to a canary for the clients of the workload whose requests it gets', () => {
  const { objects } = shop(({ chart, server }) => {
    const canary = new WebService(chart, 'canary', {
      image: 'registry.example/server:2',
      port: Port.http(9091, { servicePort: 80 }),
    });
    server.traffic.set({ split: [{ to: canary, weight: 10 }] });
  });
  expect(objects.get('AuthorizationPolicy/canary')).toMatchObject({
    spec: {
      rules: [
        {
          from: [{ source: { principals: ['example.org/ns/shop/sa/client'] } }],
          to: [{ operation: { ports: ['9091'] } }],
        },
      ],
    },
  });
  expect(objects.get('NetworkPolicy/canary')).toMatchObject({
    spec: {
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } } }],
          ports: [{ port: 9091, protocol: 'TCP' }],
        },
      ],
    },
  });
  expect(JSON.stringify(objects.get('Sidecar/client'))).toContain('./canary.shop.svc.cluster.local');
});

test('turns retries off where the mesh would retry by default', () => {
  const { objects } = shop(({ server }) => server.traffic.set({ retries: false }));
  expect(objects.get('VirtualService/server')).toMatchObject({ spec: { http: [{ retries: { attempts: 0 } }] } });
});

test('fails over to other zones only together with outlier detection of all pods', () => {
  const { objects } = shop(({ server }) => server.traffic.set({ localityFailover: true }));
  expect(objects.get('DestinationRule/server')).toMatchObject({
    spec: {
      trafficPolicy: {
        loadBalancer: { localityLbSetting: { enabled: true } },
        outlierDetection: { maxEjectionPercent: 100 },
      },
    },
  });
});

test('registers a service outside the cluster for those who may call it', () => {
  const { objects } = shop(
    ({ chart, client }) =>
      client.connections.allowTo(new ExternalService(chart, 'payments', { hosts: ['api.payments.example'] }).peer),
    { ...onIstio, cni: 'cilium' },
  );
  expect(objects.get('ServiceEntry/payments')).toMatchObject({
    spec: { hosts: ['api.payments.example'], location: 'MESH_EXTERNAL', resolution: 'DNS' },
  });
  expect(JSON.stringify(objects.get('Sidecar/client'))).toContain('./api.payments.example');
});

test('refuses a client outside the mesh where only encrypted requests are accepted', () => {
  const { findings } = shop(({ chart, server }) => {
    const legacy = new WebService(chart, 'legacy', { image: 'registry.example/legacy:1', port: Port.http(8080) });
    legacy.workload.mesh({ enrolled: false });
    legacy.connections.allowTo(server);
  });
  expect(findings.map(({ id, severity, message }) => ({ id, severity, message }))).toEqual([
    {
      id: 'unsupported-mesh-client',
      severity: 'error',
      message:
        'Forbidden: shop/legacy (not enrolled) is outside the mesh, and shop/server accepts encrypted requests alone (strict)',
    },
  ]);
});

test('accepts unencrypted requests on the ports that say so', () => {
  const { objects, findings } = shop(({ chart, server }) => {
    const legacy = new WebService(chart, 'legacy', { image: 'registry.example/legacy:1', port: Port.http(8080) });
    legacy.workload.mesh({ enrolled: false });
    legacy.connections.allowTo(server);
    server.workload.mesh({ permissivePorts: [9090] });
  });
  expect(findings).toEqual([]);
  expect(objects.get('PeerAuthentication/server')).toMatchObject({
    spec: { portLevelMtls: { '9090': { mode: 'PERMISSIVE' } } },
  });
});

test('refuses what Istio cannot express, and says what to do instead', () => {
  const declare = (onUnsupported: 'error' | 'warn') =>
    shop(({ server }) => server.traffic.set({ rateLimit: { requestsPerSecond: 10, perClient: 1 } }, { onUnsupported }));
  expect(declare('error').findings).toMatchObject([
    {
      id: 'unsupported-mesh-intent',
      severity: 'error',
      path: 'traffic.rateLimit.perClient',
      fix: expect.stringContaining('circuitBreaker') as string,
    },
  ]);
  expect(declare('warn').findings).toMatchObject([{ severity: 'warning' }]);
});

test('lets each field of a traffic policy be set once', () => {
  expect(() => shop(({ server }) => server.traffic.set({ retries: false }).set({ retries: false }))).toThrow(
    /Workload shop\/server {2}traffic\.retries\s+Duplicate value: it was set before: each field has one owner/,
  );
});

test('configures the whole mesh from one place', () => {
  const { objects } = shop(
    ({ chart }) =>
      new MeshConfiguration(chart, 'mesh', { accessLogs: {}, tracing: { percent: 5, provider: 'zipkin' } }),
  );
  expect(objects.get('Telemetry/mesh-default')).toMatchObject({
    metadata: { namespace: 'istio-system' },
    spec: {
      accessLogging: [{ providers: [{ name: 'envoy' }] }],
      tracing: [{ randomSamplingPercentage: 5, providers: [{ name: 'zipkin' }] }],
    },
  });
});
