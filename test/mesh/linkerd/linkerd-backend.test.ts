import { Duration } from 'cdk8s';
import {
  ClusterChart,
  ExternalService,
  linkerd,
  MeshConfiguration,
  Peers,
  Port,
  ScheduledJob,
  WebService,
  type ClusterProps,
  type Manifest,
  type NamespaceProps,
} from '../../../lib';
import { exampleFleet } from '../../example-fleet';

const onLinkerd: Partial<ClusterProps> = {
  mesh: linkerd({ version: '2.20' }),
  gatewayApi: { version: '1.5', channel: 'standard' },
};

interface Parts {
  readonly chart: ClusterChart;
  readonly client: WebService;
  readonly server: WebService;
}

/** A client and a server in one namespace of a cluster that runs Linkerd, and what a test adds. */
function shop(
  declare: (parts: Parts) => unknown = () => undefined,
  props: Partial<ClusterProps> = {},
  namespace: Partial<NamespaceProps> = {},
) {
  const rendered = exampleFleet(
    (cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: { name: 'shop', ...namespace } });
      const client = new WebService(chart, 'client', { image: 'registry.example/client:1', port: Port.http(8080) });
      const server = new WebService(chart, 'server', {
        image: 'registry.example/server:1',
        port: Port.http(9090, { servicePort: 80 }),
        probes: { readiness: { httpGet: { path: '/healthz' } } },
      });
      client.connections.allowTo(server);
      declare({ chart, client, server });
    },
    { ...onLinkerd, ...props },
  ).render('test');
  const objects = new Map<string, Manifest>(
    rendered.manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name}`, manifest]),
  );
  return { objects, findings: rendered.findings };
}

function service(chart: ClusterChart, name: string, port = Port.http(8080)): WebService {
  return new WebService(chart, name, { image: `registry.example/${name}:1`, port });
}

function namesOf(objects: ReadonlyMap<string, Manifest>): string[] {
  return [...objects.keys()].filter((key) =>
    /^(Server|AuthorizationPolicy|.*Authentication|HTTPRoute|GRPCRoute|HTTPLocalRateLimitPolicy)\//.test(key),
  );
}

describe('enrolment', () => {
  test('puts the namespace into the mesh and lets nobody in that no policy authorizes', () => {
    expect(shop().objects.get('Namespace/shop')).toMatchObject({
      metadata: {
        annotations: { 'linkerd.io/inject': 'enabled', 'config.linkerd.io/default-inbound-policy': 'deny' },
      },
    });
  });

  test('lets in everybody of the mesh where the namespace is not isolated, and everybody where it is permissive too', () => {
    const open = { isolated: false } as const;
    expect(shop(undefined, {}, open).objects.get('Namespace/shop')).toMatchObject({
      metadata: { annotations: { 'config.linkerd.io/default-inbound-policy': 'all-authenticated' } },
    });
    const { objects } = shop(
      ({ chart, server }) => {
        new MeshConfiguration(chart, 'mesh', { mutualTls: 'permissive' });
        server.workload.mesh({ mutualTls: 'strict' });
      },
      {},
      open,
    );
    expect(objects.get('Namespace/shop')).toMatchObject({
      metadata: { annotations: { 'config.linkerd.io/default-inbound-policy': 'all-unauthenticated' } },
    });
    expect(objects.get('Deployment/server')).toMatchObject({
      spec: {
        template: { metadata: { annotations: { 'config.linkerd.io/default-inbound-policy': 'all-authenticated' } } },
      },
    });
    expect(namesOf(objects)).toEqual([]);
  });

  test('takes a workload out of the mesh that is not enrolled', () => {
    const { objects } = shop(({ client, server }) => {
      client.workload.mesh({ enrolled: false });
      server.workload.mesh({ permissivePorts: [9090] });
    });
    expect(objects.get('Deployment/client')).toMatchObject({
      spec: { template: { metadata: { annotations: { 'linkerd.io/inject': 'disabled' } } } },
    });
  });

  test('gives proxies their resources and time to end', () => {
    const { objects } = shop(({ server }) =>
      server.workload.mesh({
        proxyResources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { memory: '64Mi' } },
        drain: Duration.millis(1500),
      }),
    );
    expect(objects.get('Deployment/server')).toMatchObject({
      spec: {
        template: {
          metadata: {
            annotations: {
              'config.linkerd.io/proxy-cpu-request': '50m',
              'config.linkerd.io/proxy-memory-request': '32Mi',
              'config.linkerd.io/proxy-memory-limit': '64Mi',
              'config.linkerd.io/shutdown-grace-period': '1500ms',
            },
          },
        },
      },
    });
  });

  test('says which ports no proxy may look into, and what the others speak in words that Linkerd knows', () => {
    const { objects } = shop(({ chart }) => {
      service(chart, 'db', Port.mysql(3306));
      service(chart, 'cart', Port.grpc(7070));
      service(chart, 'feed', Port.http2(7071));
    });
    expect(objects.get('Deployment/db')).toMatchObject({
      spec: { template: { metadata: { annotations: { 'config.linkerd.io/opaque-ports': '3306' } } } },
    });
    expect(objects.get('Service/db')).toMatchObject({ spec: { ports: [{ appProtocol: 'linkerd.io/opaque' }] } });
    expect(JSON.stringify(objects.get('Service/cart'))).not.toContain('appProtocol');
    expect(objects.get('Service/feed')).toMatchObject({ spec: { ports: [{ appProtocol: 'kubernetes.io/h2c' }] } });
  });

  test('refuses a namespace whose Pod Security level the init container breaks', () => {
    const { findings } = shop(undefined, { mesh: linkerd({ version: '2.20', cni: false }) });
    expect(findings.filter(({ id }) => id === 'unsupported-mesh-enrolment')).toMatchObject([
      {
        severity: 'error',
        message:
          'Invalid value: "restricted": Linkerd on test redirects traffic with an init container that needs NET_ADMIN and NET_RAW, which the level refuses',
        fix: "install Linkerd's CNI plugin and say so: linkerd({ cni: true }), or set podSecurity: 'privileged' for the namespace",
      },
    ]);
  });

  test('refuses a job whose proxy would never end', () => {
    const { findings } = shop(
      ({ chart }) => new ScheduledJob(chart, 'report', { image: 'registry.example/report:1', schedule: '0 3 * * *' }),
      {
        mesh: linkerd({ version: '2.18', nativeSidecars: false }),
        gatewayApi: { version: '1.2', channel: 'standard' },
      },
    );
    expect(findings.filter(({ id }) => id === 'unsupported-mesh-enrolment')).toMatchObject([
      {
        severity: 'error',
        object: { kind: 'CronJob', name: 'report' },
        message:
          'Forbidden: Linkerd on test runs its proxy as an ordinary container, which never ends: the job would run for ever',
      },
    ]);
  });

  test('keeps the ways open that proxies need', () => {
    const { objects } = shop(undefined, {
      network: {
        monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } },
      },
    });
    const policy = JSON.stringify(objects.get('NetworkPolicy/server'));
    expect(policy).toContain('{"protocol":"TCP","port":4143},{"protocol":"TCP","port":9090}');
    expect(policy).toContain('"port":4191');
    for (const port of [8080, 8086, 8090]) expect(policy).toContain(`"port":${port}`);
    expect(JSON.stringify(objects.get('NetworkPolicy/client'))).toContain(
      '{"protocol":"TCP","port":4143},{"protocol":"TCP","port":9090}',
    );
  });

  test('lets a controller of the mesh in on the port of the proxy', () => {
    const { objects } = shop(({ server }) => server.workload.expose({ hosts: ['shop.example'] }), {
      network: {
        ingressControllers: [
          {
            className: 'nginx',
            api: 'Ingress',
            namespace: 'ingress',
            podLabels: { app: 'nginx' },
            mesh: { serviceAccountName: 'nginx' },
          },
        ],
      },
    });
    expect(objects.get('NetworkPolicy/server')).toMatchObject({
      spec: {
        ingress: expect.arrayContaining([
          {
            from: expect.arrayContaining([
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } },
                podSelector: { matchLabels: { app: 'nginx' } },
              },
            ]) as unknown,
            ports: [
              { protocol: 'TCP', port: 4143 },
              { protocol: 'TCP', port: 9090 },
            ],
          },
        ]) as unknown,
      },
    });
    expect(objects.get('MeshTLSAuthentication/server-9090')).toMatchObject({
      spec: {
        identityRefs: [
          { kind: 'ServiceAccount', namespace: 'ingress', name: 'nginx' },
          { kind: 'ServiceAccount', namespace: 'shop', name: 'client' },
        ],
      },
    });
  });
});

describe('authorization', () => {
  test('allows declared clients by their identity, on the container port', () => {
    const { objects, findings } = shop(({ chart, server }) => server.connections.allowFrom(service(chart, 'other')));
    expect(findings).toEqual([]);
    expect(objects.get('Server/server-9090')).toMatchObject({
      apiVersion: 'policy.linkerd.io/v1beta3',
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'server' } },
        port: 9090,
        proxyProtocol: 'HTTP/1',
        accessPolicy: 'deny',
      },
    });
    expect(objects.get('AuthorizationPolicy/server-9090')).toMatchObject({
      spec: {
        targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'server-9090' },
        requiredAuthenticationRefs: [
          { group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'server-9090' },
        ],
      },
    });
    expect(objects.get('MeshTLSAuthentication/server-9090')).toMatchObject({
      spec: {
        identityRefs: [
          { kind: 'ServiceAccount', namespace: 'shop', name: 'client' },
          { kind: 'ServiceAccount', namespace: 'shop', name: 'other' },
        ],
      },
    });
    expect(namesOf(objects)).toEqual([
      'Server/server-9090',
      'MeshTLSAuthentication/server-9090',
      'AuthorizationPolicy/server-9090',
    ]);
  });

  test('allows a namespace by all its identities, and by nothing else', () => {
    const { objects } = shop(({ server }) => server.connections.allowFrom(Peers.namespace('billing')));
    expect(objects.get('MeshTLSAuthentication/server-9090')).toMatchObject({
      spec: { identityRefs: [{ kind: 'Namespace', name: 'billing' }, { kind: 'ServiceAccount' }] },
    });
  });

  test('lets clients outside the mesh in by their addresses, on ports that take unencrypted requests alone', () => {
    const declare = ({ server }: Parts) =>
      server.connections.allowFrom(Peers.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] }));
    const permissive = shop((parts) => {
      declare(parts);
      parts.server.workload.mesh({ permissivePorts: [9090] });
    });
    expect(permissive.findings).toEqual([]);
    expect(permissive.objects.get('NetworkAuthentication/server-9090-network')).toMatchObject({
      spec: { networks: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }] },
    });
    expect(permissive.objects.get('AuthorizationPolicy/server-9090-network')).toMatchObject({
      spec: { requiredAuthenticationRefs: [{ kind: 'NetworkAuthentication', name: 'server-9090-network' }] },
    });
    const strict = shop(declare);
    expect(strict.findings).toMatchObject([{ id: 'unsupported-mesh-client', severity: 'error' }]);
    expect(namesOf(strict.objects)).not.toContain('NetworkAuthentication/server-9090-network');
  });

  test('lets everybody in on a port that takes unencrypted requests, where the namespace is not isolated', () => {
    const { objects } = shop(
      ({ server }) => server.workload.mesh({ permissivePorts: [9090] }),
      {},
      { isolated: false },
    );
    expect(objects.get('Server/server-9090')).toMatchObject({ spec: { accessPolicy: 'all-unauthenticated' } });
    expect(namesOf(objects)).toEqual(['Server/server-9090']);
  });

  test('holds clients to methods and paths, and lets the probe in that routes would lock out', () => {
    const { objects, findings } = shop(({ chart, server }) =>
      service(chart, 'reader').connections.allowTo(server, { http: [{ methods: ['GET'], paths: ['/items/*'] }] }),
    );
    expect(findings).toEqual([]);
    const routes = [...objects.values()].filter(({ kind }) => kind === 'HTTPRoute');
    expect(routes.map(({ metadata, spec }) => [metadata.name, spec])).toMatchObject([
      ['server-9090-rest', { rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }] }],
      [
        'server-9090-requests-1',
        { rules: [{ matches: [{ path: { type: 'RegularExpression', value: '/items/.*' }, method: 'GET' }] }] },
      ],
      [
        'server-9090-requests-2',
        { rules: [{ matches: [{ path: { type: 'Exact', value: '/healthz' }, method: 'GET' }] }] },
      ],
    ]);
    expect(objects.get('NetworkAuthentication/server-9090-requests-2-network')).toMatchObject({
      spec: { networks: [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }] },
    });
    expect(objects.get('AuthorizationPolicy/server-9090-requests-1')).toMatchObject({
      spec: { targetRef: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'server-9090-requests-1' } },
    });
    expect(objects.get('MeshTLSAuthentication/server-9090-requests-1')).toMatchObject({
      spec: { identityRefs: [{ kind: 'ServiceAccount', namespace: 'shop', name: 'reader' }] },
    });
  });

  test('lets probes in from the nodes alone, where the cluster says which addresses those have', () => {
    const { objects } = shop(
      ({ chart }) =>
        new WebService(chart, 'cart', {
          image: 'registry.example/cart:1',
          port: Port.grpc(7070),
          probes: { readiness: { grpc: {} } },
        }),
      { network: { nodeCidrs: ['10.20.0.0/16'] } },
    );
    expect(objects.get('NetworkAuthentication/cart-7070-requests-1-network')).toMatchObject({
      spec: { networks: [{ cidr: '10.20.0.0/16' }] },
    });
    expect(objects.get('HTTPRoute/cart-7070-requests-1')).toMatchObject({
      spec: { rules: [{ matches: [{ path: { value: '/grpc.health.v1.Health/Check' }, method: 'POST' }] }] },
    });
  });

  test('lets nobody in by rules about requests on a port without any', () => {
    const { findings, objects } = shop(({ chart, client }) =>
      client.connections.allowTo(service(chart, 'db', Port.tcp(5000)), { http: [{ methods: ['GET'] }] }),
    );
    expect(findings).toMatchObject([{ id: 'unsupported-mesh-connection', severity: 'error' }]);
    expect(namesOf(objects)).not.toContain('Server/db-5000');
  });

  test('refuses paths and methods that a route has no words for, and lets nobody in by them', () => {
    const { findings, objects } = shop(({ chart, server }) =>
      service(chart, 'reader').connections.allowTo(server, {
        http: [{ methods: ['PURGE'] }, { paths: ['/a//b', '/a/../b'] }],
      }),
    );
    expect(findings.map(({ message }) => message)).toEqual([
      'Forbidden: linkerd on test cannot express it: path "/a//b" is no path in its normal form, nor one that ends in "/*"',
      'Forbidden: linkerd on test cannot express it: path "/a/../b" is no path in its normal form, nor one that ends in "/*"',
      'Forbidden: linkerd on test cannot express it: method "PURGE" is none of GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH',
    ]);
    expect(JSON.stringify([...objects.values()].filter(({ kind }) => kind === 'MeshTLSAuthentication'))).not.toContain(
      'reader',
    );
  });

  test('refuses ports that no container declares', () => {
    const { findings } = shop(({ client, server }) =>
      client.connections.allowTo(server, { ports: [{ protocol: 'TCP', port: 9999 }] }),
    );
    expect(findings).toMatchObject([
      {
        severity: 'error',
        path: 'connection.ports',
        message:
          'Forbidden: linkerd on test cannot express it: its policies are about ports that a container declares, and none declares 9999',
      },
    ]);
  });

  test('refuses an HTTP probe of a port that the proxy does not look into', () => {
    const { findings } = shop(
      ({ chart }) =>
        new WebService(chart, 'tls', {
          image: 'registry.example/tls:1',
          port: Port.https(8443),
          probes: { readiness: { httpGet: { path: '/', scheme: 'HTTPS' } } },
        }),
    );
    expect(findings).toMatchObject([{ severity: 'error', path: 'probes' }]);
  });
});

describe('traffic', () => {
  test('routes and splits by routes of the Gateway API on the port of the Service', () => {
    const { objects, findings } = shop(({ chart, server }) => {
      const canary = service(chart, 'canary');
      server.traffic.set({
        split: [{ to: canary, weight: 10 }],
        routes: [{ match: { headers: { 'x-canary': 'yes' } }, to: canary }],
      });
    });
    expect(findings).toEqual([]);
    expect(objects.get('HTTPRoute/server-http')).toMatchObject({
      spec: {
        parentRefs: [{ group: '', kind: 'Service', name: 'server', port: 80 }],
        rules: [
          {
            matches: [{ headers: [{ name: 'x-canary', value: 'yes' }] }],
            backendRefs: [{ name: 'canary', port: 8080 }],
          },
          {
            backendRefs: [
              { name: 'server', port: 80, weight: 90 },
              { name: 'canary', port: 8080, weight: 10 },
            ],
          },
        ],
      },
    });
  });

  test('retries, times out and takes failing pods out by annotations of the Service', () => {
    const { objects, findings } = shop(({ server }) =>
      server.traffic.set({
        timeout: Duration.millis(1500),
        retries: { attempts: 2, on: ['5xx', 'gateway-error'], perTryTimeout: Duration.millis(300) },
        outlierDetection: { consecutiveErrors: 5, baseEjectionTime: Duration.minutes(2) },
      }),
    );
    expect(findings).toEqual([]);
    expect(objects.get('Service/server')).toMatchObject({
      metadata: {
        annotations: {
          'timeout.linkerd.io/request': '1500ms',
          'retry.linkerd.io/http': '5xx,gateway-error',
          'retry.linkerd.io/limit': '2',
          'retry.linkerd.io/timeout': '300ms',
          'balancer.linkerd.io/failure-accrual': 'consecutive',
          'balancer.linkerd.io/failure-accrual-consecutive-max-failures': '5',
          'balancer.linkerd.io/failure-accrual-consecutive-min-penalty': '2m',
          'balancer.linkerd.io/failure-accrual-consecutive-max-penalty': '2m',
        },
      },
    });
    expect(namesOf(objects)).not.toContain('HTTPRoute/server-http');
  });

  test('never retries where nothing says so, and says that there is nothing to turn off', () => {
    const { objects, findings } = shop(({ server }) => server.traffic.set({ retries: false }));
    expect(findings).toMatchObject([
      {
        id: 'held-mesh-intent',
        severity: 'info',
        path: 'traffic.retries',
        message: 'false: Linkerd sends no request again unless it is told to: nothing is emitted',
      },
    ]);
    expect(JSON.stringify(objects.get('Service/server'))).not.toContain('linkerd.io');
  });

  test('makes a proxy look at gRPC statuses by a GRPCRoute', () => {
    const { objects, findings } = shop(({ chart }) =>
      service(chart, 'cart', Port.grpc(7070)).traffic.set({ retries: { attempts: 1, on: ['unavailable'] } }),
    );
    expect(findings).toEqual([]);
    expect(objects.get('GRPCRoute/cart-grpc')).toMatchObject({
      spec: {
        parentRefs: [{ kind: 'Service', name: 'cart', port: 7070 }],
        rules: [{ backendRefs: [{ name: 'cart' }] }],
      },
    });
    expect(objects.get('Service/cart')).toMatchObject({
      metadata: { annotations: { 'retry.linkerd.io/grpc': 'unavailable', 'retry.linkerd.io/limit': '1' } },
    });
  });

  test.each([
    ['a split', ['5xx'], (canary: WebService) => ({ split: [{ to: canary, weight: 10 }] })],
    ['routes by header', ['5xx'], (to: WebService) => ({ routes: [{ match: { headers: { a: 'b' } }, to }] })],
    ['retries on gRPC statuses', ['gateway-error', 'unavailable'], () => ({})],
  ] as const)('refuses retries on HTTP statuses of a gRPC port beside %s: its GRPCRoute has none', (_, on, policy) => {
    const { findings } = shop(({ chart }) => {
      const canary = service(chart, 'canary', Port.grpc(7070));
      service(chart, 'cart', Port.grpc(7070)).traffic.set({ retries: { attempts: 1, on }, ...policy(canary) });
    });
    expect(findings).toMatchObject([
      {
        severity: 'error',
        path: 'traffic.retries.on',
        message: expect.stringContaining(`it does not look at HTTP statuses (${on[0]}) on a gRPC port`) as string,
      },
    ]);
  });

  test('retries on HTTP statuses of a gRPC port that no route is needed for, or an HTTPRoute routes', () => {
    const { findings } = shop(({ chart }) => {
      const canary = service(chart, 'canary', Port.grpc(7070));
      const retries = { attempts: 1, on: ['5xx'] } as const;
      service(chart, 'cart', Port.grpc(7070)).traffic.set({ retries });
      service(chart, 'search', Port.grpc(7070)).traffic.set({
        retries,
        routes: [{ match: { path: { prefix: '/shop.Search/' } }, to: canary }],
      });
    });
    expect(findings).toEqual([]);
  });

  test('limits requests of a pod, also where nobody is refused', () => {
    const limit = ({ server }: Parts) => server.traffic.set({ rateLimit: { requestsPerSecond: 100, perClient: 10 } });
    const isolated = shop(limit).objects;
    expect(isolated.get('HTTPLocalRateLimitPolicy/server-9090')).toMatchObject({
      spec: {
        targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'server-9090' },
        total: { requestsPerSecond: 100 },
        identity: { requestsPerSecond: 10 },
      },
    });
    const open = shop(limit, {}, { isolated: false }).objects;
    expect(open.get('Server/server-9090')).toMatchObject({ spec: { accessPolicy: 'all-authenticated' } });
    expect(namesOf(open)).toEqual(['Server/server-9090', 'HTTPLocalRateLimitPolicy/server-9090']);
  });

  test('lets other clusters mirror an exported Service', () => {
    expect(shop(({ server }) => server.workload.mesh({ exported: true })).objects.get('Service/server')).toMatchObject({
      metadata: { labels: { 'mirror.linkerd.io/exported': 'true' } },
    });
  });
});

describe('egress', () => {
  const experimental: Partial<ClusterProps> = {
    gatewayApi: { version: '1.5', channel: 'experimental' },
    cni: 'cilium',
  };

  test('refuses what an isolated namespace asks outside the cluster', () => {
    expect(shop().objects.get('EgressNetwork/outside')).toMatchObject({ spec: { trafficPolicy: 'Deny' } });
    expect(shop(undefined, {}, { isolated: false }).objects.has('EgressNetwork/outside')).toBe(false);
  });

  test('lets hosts through by the name that clients ask for', () => {
    const { objects, findings } = shop(
      ({ chart, client }) =>
        client.connections.allowTo(
          new ExternalService(chart, 'partner', {
            hosts: ['api.partner.example'],
            ports: [
              { name: 'http', port: 80, application: 'http' },
              { name: 'https', port: 443, application: 'https' },
              { name: 'grpc', port: 9000, application: 'grpc' },
            ],
          }).peer,
        ),
      experimental,
    );
    expect(findings).toEqual([]);
    const network = { group: 'policy.linkerd.io', kind: 'EgressNetwork', name: 'outside' };
    expect(objects.get('TLSRoute/outside-partner-https')).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1alpha2',
      spec: {
        parentRefs: [{ ...network, port: 443 }],
        hostnames: ['api.partner.example'],
        rules: [{ backendRefs: [network] }],
      },
    });
    expect(objects.get('HTTPRoute/outside-partner-http')).toMatchObject({
      spec: { parentRefs: [{ ...network, port: 80 }] },
    });
    expect(objects.get('GRPCRoute/outside-partner-grpc')).toMatchObject({
      spec: { parentRefs: [{ ...network, port: 9000 }] },
    });
  });

  test('lets declared addresses through', () => {
    const { objects } = shop(({ chart, client }) =>
      client.connections
        .allowTo(Peers.cidr('203.0.113.0/24', { except: ['203.0.113.7/32'] }), { ports: [443] })
        .allowTo(
          new ExternalService(chart, 'partner', { hosts: ['partner.example'], cidrs: ['198.51.100.0/24'] }).peer,
        ),
    );
    expect(objects.get('EgressNetwork/declared-addresses')).toMatchObject({
      spec: {
        trafficPolicy: 'Allow',
        networks: [{ cidr: '198.51.100.0/24' }, { cidr: '203.0.113.0/24', except: ['203.0.113.7/32'] }],
      },
    });
  });

  const tlsHost = ({ chart, client }: Parts) =>
    client.connections.allowTo(new ExternalService(chart, 'partner', { hosts: ['partner.example'] }).peer);

  test('leaves hosts that it cannot tell to the network policies, and says so', () => {
    const { objects, findings } = shop(tlsHost, { cni: 'cilium' });
    expect(findings).toMatchObject([{ id: 'held-mesh-intent', severity: 'info', path: 'mesh.egress' }]);
    expect(objects.has('EgressNetwork/outside')).toBe(false);
  });

  test('refuses hosts that it cannot tell, where the mesh was asked to hold pods to what is declared', () => {
    const { findings } = shop(
      (parts) => {
        new MeshConfiguration(parts.chart, 'mesh', { egress: 'declared' });
        tlsHost(parts);
      },
      { cni: 'cilium' },
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        path: 'mesh.egress',
        message:
          'Forbidden: linkerd on test cannot express it: partner: hosts that speak TLS on port 443 are told by TLSRoutes v1alpha2 alone, of the experimental channel',
      }),
    );
  });

  test('refuses to hold a namespace that is not isolated', () => {
    const { findings } = shop(
      ({ chart }) => new MeshConfiguration(chart, 'mesh', { egress: 'declared' }),
      {},
      { isolated: false },
    );
    expect(findings).toContainEqual(expect.objectContaining({ severity: 'error', path: 'mesh.egress' }));
  });
});

describe('what Linkerd cannot express', () => {
  test('is anything about requests to a headless Service, which proxies do not know by the address of a pod', () => {
    const { findings, objects } = shop(({ chart }) =>
      new WebService(chart, 'peers', {
        image: 'registry.example/peers:1',
        port: Port.http(7000),
        service: { spec: { clusterIP: 'None' } },
      }).traffic.set({ timeout: Duration.seconds(1), outlierDetection: { consecutiveErrors: 3 } }),
    );
    expect(findings).toMatchObject([
      {
        severity: 'error',
        path: 'traffic.timeout',
        message:
          'Forbidden: linkerd on test cannot express it: clients of the headless Service "peers" ask pods by their addresses, for which its proxies have no policy',
      },
      { severity: 'error', path: 'traffic.outlierDetection' },
    ]);
    expect(JSON.stringify(objects.get('Service/peers'))).not.toContain('linkerd.io');
  });

  test.each([
    ['no client', undefined, []],
    ['a client', ['http', 'metrics'], ['traffic.timeout', 'traffic.retries', 'traffic.outlierDetection']],
  ])('is what a Service says about requests where %s asks its port for metrics', (_, ports, refused) => {
    const { findings, objects } = shop(({ chart, client }) => {
      const api = new WebService(chart, 'api', {
        image: 'registry.example/api:1',
        ports: [Port.http(8080), Port.http(9090, { name: 'metrics' })],
        metrics: { port: 9090 },
      });
      client.connections.allowTo(api, ports === undefined ? {} : { ports });
      api.traffic.set(
        {
          timeout: Duration.seconds(1),
          retries: { attempts: 1, on: ['5xx'] },
          outlierDetection: { consecutiveErrors: 3 },
        },
        { onUnsupported: 'warn' },
      );
    });
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ path }) => path)).toEqual(refused);
    const said = JSON.stringify(objects.get('Service/api'));
    expect(said.includes('timeout.linkerd.io') && said.includes('retry.linkerd.io')).toBe(ports === undefined);
    expect(said.includes('linkerd.io')).toBe(ports === undefined);
  });

  test('is refused with the reason and what to do instead, or left out with a warning', () => {
    const declare = (onUnsupported: 'error' | 'warn') =>
      shop(({ chart, server }) =>
        server.traffic.set(
          {
            mirror: { to: service(chart, 'shadow'), percent: 5 },
            retries: { attempts: 1, on: ['connect-failure', 'unavailable'], budget: { percent: 20 } },
            circuitBreaker: { maxConnections: 10, connectTimeout: Duration.seconds(1) },
            outlierDetection: { consecutiveErrors: 3, interval: Duration.seconds(5), maxEjectionPercent: 50 },
            loadBalancing: { policy: 'round-robin' },
            localityFailover: true,
            fault: { delay: { duration: Duration.seconds(1), percent: 1 }, abort: { httpStatus: 503, percent: 1 } },
            rateLimit: { requestsPerSecond: 1, perClient: 2 },
          },
          { onUnsupported },
        ),
      ).findings.filter(({ id }) => id === 'unsupported-mesh-intent');
    expect(declare('error').map(({ path, message, fix }) => ({ path, message, fix }))).toMatchSnapshot();
    expect(new Set(declare('error').map(({ severity }) => severity))).toEqual(new Set(['error']));
    expect(new Set(declare('warn').map(({ severity }) => severity))).toEqual(new Set(['warning']));
  });

  test('and what only its installation can do is said', () => {
    const { findings } = shop(
      ({ chart }) =>
        new MeshConfiguration(chart, 'mesh', {
          accessLogs: { provider: 'otel' },
          tracing: { percent: 5, provider: 'collector.tracing:4317' },
        }),
    );
    expect(
      findings
        .filter(({ id }) => id.includes('mesh'))
        .map(({ id, severity, path, message }) => ({ id, severity, path, message })),
    ).toMatchSnapshot();
  });

  test.each([
    ['2.20', '1.6', 'reads Gateway API 1.2 to 1.5, and the cluster has 1.6'],
    ['2.20', '1.1', 'reads Gateway API 1.2 to 1.5, and the cluster has 1.1'],
    ['2.18', '1.3', 'reads Gateway API 1.1 to 1.2, and the cluster has 1.3'],
    ['2.17', '1.2', 'must be 2.18 or newer'],
  ])('refuses Linkerd %s with Gateway API %s', (version, gatewayApi, message) => {
    const { findings } = shop(undefined, {
      mesh: linkerd({ version }),
      gatewayApi: { version: gatewayApi, channel: 'standard' },
    });
    expect(findings).toMatchObject([
      { id: 'unsupported-mesh-version', severity: 'error', message: expect.stringContaining(message) as string },
    ]);
  });
});
