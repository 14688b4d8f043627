import { Duration } from 'cdk8s';
import {
  ClusterChart,
  ExternalService,
  istio,
  MeshConfiguration,
  Peers,
  Port,
  WebService,
  Worker,
  type ClusterProps,
  type Finding,
  type IstioOptions,
  type TrafficPolicy,
} from '../../../../lib';
import { renderShop, webService, type ShopParts } from '../../example-shop';

const onAmbient = (options: Partial<IstioOptions> = {}, props: Partial<ClusterProps> = {}): Partial<ClusterProps> => ({
  mesh: istio({ mode: 'ambient', version: '1.30', trustDomain: 'example.org', ...options }),
  gatewayApi: { version: '1.6', channel: 'standard' },
  ...props,
});

const readOnly = { http: [{ methods: ['GET'], paths: ['/items/*'] }] };

/** A reader of the server that may only read. */
function addReader({ chart, server }: ShopParts): void {
  webService(chart, 'reader').connections.allowTo(server, readOnly);
}

const said = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ path }) => path !== 'namespace.podSecurity')
    .map(({ severity, path, message, fix }) => `${severity} ${path}: ${message}; ${fix}`);

const principal = (...names: readonly string[]) => ({
  source: { principals: names.map((name) => `example.org/ns/shop/sa/${name}`) },
});

test('runs no waypoint where no rule is about requests', () => {
  const { objects, findings } = renderShop(onAmbient());
  expect(findings).toEqual([]);
  expect([...objects.keys()].filter((key) => /^(Gateway|HTTPRoute|Sidecar|VirtualService)\//.test(key))).toEqual([]);
  expect(objects.get('Service/server')?.metadata.labels).not.toHaveProperty('istio.io/use-waypoint');
  expect(objects.get('Namespace/shop')?.metadata.labels).toMatchObject({ 'istio.io/dataplane-mode': 'ambient' });
  expect(objects.get('Namespace/shop')?.metadata.labels).not.toHaveProperty('istio-injection');
  expect(objects.get('AuthorizationPolicy/default-deny')?.spec).toEqual({});
  expect(objects.get('AuthorizationPolicy/server')?.spec).toEqual({
    action: 'ALLOW',
    selector: { matchLabels: { 'app.kubernetes.io/name': 'server' } },
    rules: [{ from: [principal('client')], to: [{ operation: { ports: ['9090'] } }] }],
  });
});

test('enforces methods and paths at a waypoint on the port of the Service, and lets only the waypoint to the pods for them', () => {
  const { objects } = renderShop(onAmbient(), addReader);
  expect(objects.get('Gateway/waypoint')).toMatchObject({
    metadata: { namespace: 'shop', labels: { 'istio.io/waypoint-for': 'service' } },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  });
  expect(objects.get('Service/server')?.metadata.labels).toMatchObject({ 'istio.io/use-waypoint': 'waypoint' });
  expect(objects.get('Service/canary')?.metadata.labels).not.toHaveProperty('istio.io/use-waypoint');
  expect(objects.get('AuthorizationPolicy/waypoint-server')?.spec).toEqual({
    targetRefs: [{ group: '', kind: 'Service', name: 'server' }],
    action: 'ALLOW',
    rules: [
      { from: [principal('reader')], to: [{ operation: { ports: ['80'], methods: ['GET'], paths: ['/items/*'] } }] },
      { from: [principal('client')], to: [{ operation: { ports: ['80'] } }] },
    ],
  });
  expect(objects.get('AuthorizationPolicy/server')?.spec).toMatchObject({
    selector: { matchLabels: { 'app.kubernetes.io/name': 'server' } },
    rules: [{ from: [principal('client', 'waypoint')], to: [{ operation: { ports: ['9090'] } }] }],
  });
  expect(objects.get('AuthorizationPolicy/waypoint-default-deny')?.spec).toEqual({
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'waypoint' }],
  });
});

test('leaves no way past a waypoint to a client that is restricted', () => {
  const { objects } = renderShop(onAmbient(), addReader);
  expect(JSON.stringify(objects.get('AuthorizationPolicy/server'))).not.toContain('sa/reader');
});

test('does not turn a rule about a port that the Service does not show into one about all of its ports', () => {
  const { objects } = renderShop(onAmbient(), (parts) => {
    addReader(parts);
    webService(parts.chart, 'debugger').connections.allowTo(parts.server, {
      ports: [{ protocol: 'TCP', port: 6060 }],
    });
  });
  expect(JSON.stringify(objects.get('AuthorizationPolicy/waypoint-server'))).not.toContain('sa/debugger');
});

test('opens the way through the waypoint in network policies, and no other', () => {
  const { objects } = renderShop(onAmbient(), addReader);
  const waypoint = { podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'waypoint' } } };
  const hbone = [{ protocol: 'TCP', port: 15008 }];
  const policy = JSON.stringify(objects.get('NetworkPolicy/waypoint'));
  expect(objects.get('NetworkPolicy/waypoint')).toMatchObject({ spec: waypoint });
  expect(policy).toContain('"app.kubernetes.io/name":"reader"');
  expect(policy).not.toContain('"app.kubernetes.io/name":"canary"');
  expect(policy).toContain('"port":15012');
  expect(policy).toContain('"k8s-app":"kube-dns"');
  expect(objects.get('NetworkPolicy/reader')).toHaveProperty(
    'spec.egress',
    expect.arrayContaining([{ to: [waypoint], ports: hbone }]),
  );
  expect(objects.get('NetworkPolicy/server')).toHaveProperty(
    'spec.ingress',
    expect.arrayContaining([{ from: [waypoint], ports: hbone }]),
  );
  expect(objects.get('NetworkPolicy/server')).toHaveProperty(
    'spec.ingress',
    expect.arrayContaining([
      { from: [{ ipBlock: { cidr: '169.254.7.127/32' } }], ports: [{ protocol: 'TCP', port: 9090 }] },
    ]),
  );
  expect(JSON.stringify(objects.get('NetworkPolicy/server'))).not.toContain('15012');
});

test('lets the waypoint of one namespace to a canary in another', () => {
  const { objects } = renderShop(onAmbient(), ({ chart, server }) => {
    const next = new ClusterChart(chart.node.scope ?? chart, 'next', { namespace: 'next' });
    server.traffic.set({ split: [{ to: webService(next, 'server-v2'), weight: 5 }] });
  });
  expect(objects.get('AuthorizationPolicy/server-v2')).toMatchObject({
    metadata: { namespace: 'next' },
    spec: {
      rules: [{ from: [principal('client', 'waypoint')], to: [{ operation: { ports: ['9090'] } }] }],
    },
  });
  expect(objects.get('NetworkPolicy/server-v2')).toHaveProperty(
    'spec.ingress',
    expect.arrayContaining([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
            podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'waypoint' } },
          },
        ],
        ports: [{ protocol: 'TCP', port: 15008 }],
      },
    ]),
  );
  expect([...objects.values()].filter(({ kind }) => kind === 'Gateway')).toHaveLength(1);
});

test('routes and times out with an HTTPRoute, and pools with a DestinationRule', () => {
  const { objects, findings } = renderShop(onAmbient(), ({ server, canary }) =>
    server.traffic.set({
      timeout: Duration.seconds(2),
      split: [{ to: canary, weight: 10 }],
      circuitBreaker: { maxPendingRequests: 50 },
      outlierDetection: { consecutiveErrors: 5 },
    }),
  );
  expect(said(findings)).toEqual([]);
  expect(objects.get('HTTPRoute/server-http')).toMatchObject({
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: 'server', port: 80 }],
      rules: [{ backendRefs: [{ weight: 90 }, { weight: 10 }], timeouts: { request: '2s' } }],
    },
  });
  expect(objects.get('DestinationRule/server')).toMatchObject({
    spec: {
      host: 'server.shop.svc.cluster.local',
      trafficPolicy: {
        connectionPool: { http: { http1MaxPendingRequests: 50 } },
        outlierDetection: { consecutive5xxErrors: 5 },
      },
    },
  });
  expect(objects.get('DestinationRule/server')).not.toHaveProperty('spec.subsets');
});

test('sends requests to a service outside through the waypoint of its namespace, which knows their clients', () => {
  const { objects } = renderShop(onAmbient({}, { cni: 'cilium' }), ({ chart, client }) =>
    client.connections.allowTo(new ExternalService(chart, 'payments', { hosts: ['api.payments.example'] }).peer),
  );
  expect(objects.get('ServiceEntry/payments')).toMatchObject({
    metadata: { labels: { 'istio.io/use-waypoint': 'waypoint' } },
    spec: { hosts: ['api.payments.example'], resolution: 'DNS' },
  });
  expect(objects.get('AuthorizationPolicy/waypoint-payments')?.spec).toEqual({
    targetRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'payments' }],
    action: 'ALLOW',
    rules: [{ from: [principal('client')] }],
  });
  expect(JSON.stringify(objects.get('CiliumNetworkPolicy/waypoint'))).toContain('api.payments.example');
});

test('takes traces and logs where requests are seen: at waypoints', () => {
  const { objects } = renderShop(onAmbient(), (parts) => {
    addReader(parts);
    new MeshConfiguration(parts.chart, 'mesh', { tracing: { percent: 5 }, accessLogs: {} });
  });
  expect(objects.get('Telemetry/waypoint')).toMatchObject({
    metadata: { namespace: 'shop' },
    spec: {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'waypoint' }],
      tracing: [{ randomSamplingPercentage: 5 }],
      accessLogging: [{ providers: [{ name: 'envoy' }] }],
    },
  });
  expect(objects.has('Telemetry/mesh-default')).toBe(false);
});

test('accepts unencrypted requests on the ports that say so, and keeps the rest strict', () => {
  const { objects } = renderShop(onAmbient(), ({ server }) => server.workload.mesh({ permissivePorts: [9090] }));
  expect(objects.get('PeerAuthentication/default')).toMatchObject({ spec: { mtls: { mode: 'STRICT' } } });
  expect(objects.get('PeerAuthentication/server')).toMatchObject({
    spec: { mtls: { mode: 'STRICT' }, portLevelMtls: { '9090': { mode: 'PERMISSIVE' } } },
  });
});

test('leaves pods out by a label of theirs, and asks nothing of proxies in them', () => {
  const { objects, findings } = renderShop(onAmbient({ cni: false, nativeSidecars: false }), ({ canary }) =>
    canary.workload.mesh({ enrolled: false }),
  );
  expect(findings).toEqual([]);
  expect(objects.get('Deployment/canary')).toHaveProperty(
    ['spec', 'template', 'metadata', 'labels', 'istio.io/dataplane-mode'],
    'none',
  );
});

test('labels waypoints, and no namespace, with the revision of the control plane', () => {
  const { objects } = renderShop(onAmbient({ revision: 'canary' }), addReader);
  expect(objects.get('Gateway/waypoint')?.metadata.labels).toMatchObject({ 'istio.io/rev': 'canary' });
  expect(objects.get('Namespace/shop')?.metadata.labels).not.toHaveProperty('istio.io/rev');
});

test('shares a Service with the other clusters of the mesh', () => {
  const { objects, findings } = renderShop(onAmbient(), ({ server }) => server.workload.mesh({ exported: true }));
  expect(objects.get('Service/server')?.metadata.labels).toMatchObject({ 'istio.io/global': 'true' });
  expect(findings).toMatchObject([{ severity: 'info', path: 'mesh.exported' }]);
});

test('says what waypoints need to be admitted in a restricted namespace', () => {
  expect(renderShop(onAmbient(), addReader).findings).toMatchObject([
    {
      id: 'require-mesh-installation',
      severity: 'info',
      path: 'namespace.podSecurity',
      fix: 'install istiod with gateways.seccompProfile: { type: RuntimeDefault }',
    },
  ]);
});

describe('refuses', () => {
  const prefix = 'Forbidden: istio-ambient on test cannot express it: ';

  test.each<[string, TrafficPolicy, string]>([
    [
      'faults',
      { fault: { abort: { httpStatus: 500, percent: 1 } } },
      `error traffic.fault: ${prefix}a waypoint puts in failures for a VirtualService alone, which is alpha there and must not stand beside a route; send a share of the requests to a workload that fails or delays: traffic.split`,
    ],
    [
      'rate limits',
      { rateLimit: { requestsPerSecond: 1 } },
      `error traffic.rateLimit: ${prefix}pods have no proxy that counts what each of them answers: a waypoint counts the requests to all pods of its Services together; limit the load with circuitBreaker.maxRequests, or add an EnvoyFilter of your own, with the waypoint among its targetRefs`,
    ],
    [
      'retries in the standard channel',
      { retries: { attempts: 1, on: ['5xx'] } },
      `error traffic.retries: ${prefix}routes have the field "retry" in the experimental channel alone, from 1.2 on, and the cluster has 1.6 (standard): the API server would drop it without a word; install the experimental definitions and say so: gatewayApi: { version, channel: 'experimental' }, or retry in the client`,
    ],
  ])('%s', (_, policy, message) => {
    const { objects, findings } = renderShop(onAmbient(), ({ server }) => server.traffic.set(policy));
    expect(said(findings)).toEqual([message]);
    // Nothing is left for a waypoint to do.
    expect(objects.has('Gateway/waypoint')).toBe(false);
  });

  test('what is about a proxy in each pod, unless it is waved through', () => {
    const declare = (onUnsupported: 'error' | 'warn') =>
      renderShop(onAmbient(), ({ server }) =>
        server.workload.mesh({ drain: Duration.seconds(5) }, { onUnsupported }),
      ).findings.map(({ severity, path }) => `${severity} ${path}`);
    expect(declare('error')).toEqual(['error mesh.drain']);
    expect(declare('warn')).toEqual(['warning mesh.drain']);
  });

  test('methods and paths without the Gateway API, for a headless Service, and for a client outside the mesh', () => {
    const { gatewayApi: _, ...without } = onAmbient();
    expect(renderShop(without, addReader).findings).toMatchObject([
      {
        severity: 'error',
        path: 'connection.http',
        message: expect.stringContaining('the cluster has none') as string,
      },
    ]);
    const headless = renderShop(onAmbient(), ({ chart, client }) => {
      const members = new WebService(chart, 'members', {
        image: 'registry.example/members:1',
        port: Port.http(9090),
        service: { spec: { clusterIP: 'None' } },
      });
      client.connections.allowTo(members, readOnly);
      members.traffic.set({ timeout: Duration.seconds(1) });
    });
    expect(headless.findings.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      'error traffic.*',
      'error connection.http',
    ]);
    expect(headless.objects.has('Gateway/waypoint')).toBe(false);
    const outside = renderShop(onAmbient(), ({ chart, server }) => {
      server.workload.mesh({ permissivePorts: [9090] });
      const legacy = new Worker(chart, 'legacy', { image: 'registry.example/legacy:1' });
      legacy.workload.mesh({ enrolled: false });
      legacy.connections.allowTo(server, readOnly);
    });
    expect(outside.findings).toMatchObject([
      { severity: 'error', path: 'connection.http', message: expect.stringContaining('past the waypoint') as string },
    ]);
    expect(JSON.stringify([...outside.objects.values()])).not.toContain('"/items/*"');
  });

  test('a traffic policy where the Gateway API is missing or too old', () => {
    const { gatewayApi: _, ...without } = onAmbient();
    const timed = (props: Partial<ClusterProps>) =>
      renderShop(props, ({ server }) => server.traffic.set({ timeout: Duration.seconds(1) })).findings;
    for (const props of [without, onAmbient({}, { gatewayApi: { version: '1.0', channel: 'standard' } })])
      expect(timed(props)).toMatchObject([{ severity: 'error', path: 'traffic.*' }]);
  });

  test('egress to what is declared from a namespace that nothing holds to it', () => {
    const { findings } = renderShop(onAmbient(), ({ chart }) => {
      new MeshConfiguration(chart, 'mesh', { egress: 'declared' });
      new ClusterChart(chart.node.scope ?? chart, 'open', { namespace: { name: 'open', isolated: false } });
    });
    expect(findings.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      'error mesh.egress',
      'info mesh.egress',
    ]);
  });
});

test('keeps a client of addresses at the pods: nobody without an identity comes through a waypoint', () => {
  const { objects } = renderShop(onAmbient(), (parts) => {
    addReader(parts);
    parts.server.workload.mesh({ permissivePorts: [9090] });
    parts.server.connections.allowFrom(Peers.cidr('192.168.0.0/16'));
  });
  expect(JSON.stringify(objects.get('AuthorizationPolicy/server'))).toContain('192.168.0.0/16');
  expect(JSON.stringify(objects.get('AuthorizationPolicy/waypoint-server'))).not.toContain('192.168.0.0/16');
});

test('gives a server that does not speak HTTP the DestinationRule that is about connections, behind a waypoint', () => {
  const { objects, findings } = renderShop(onAmbient(), ({ chart, client }) => {
    const store = webService(chart, 'store', Port.redis(6379));
    client.connections.allowTo(store);
    store.traffic.set({ circuitBreaker: { maxConnections: 10 } });
  });
  expect(said(findings)).toEqual([]);
  expect(objects.get('DestinationRule/store')).toMatchObject({
    spec: { trafficPolicy: { connectionPool: { tcp: { maxConnections: 10 } } } },
  });
  expect(objects.get('Service/store')?.metadata.labels).toMatchObject({ 'istio.io/use-waypoint': 'waypoint' });
});
