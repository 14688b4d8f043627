import {
  ClusterChart,
  cniFacts,
  ExternalService,
  Peers,
  Port,
  WebService,
  Worker,
  type ClusterProps,
  type Deployment,
} from '../../lib';
import { exampleFleet, render } from '../example-fleet';

const image = 'registry.example/app:1';

/** The NetworkPolicy of the worker `client`, where it may talk to what `connect` says. */
function policyOf(connect: (client: Worker, chart: ClusterChart) => unknown, props: Partial<ClusterProps> = {}) {
  return render(clientOf(connect), props).get('NetworkPolicy/client');
}

function clientOf(connect: (client: Worker, chart: ClusterChart) => unknown): Deployment {
  return (cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    connect(new Worker(chart, 'client', { image }), chart);
  };
}

/** What rendering refuses, as `id: message; fix: fix`. */
function refusals(deployment: Deployment, props: Partial<ClusterProps> = {}): string[] {
  const { findings } = exampleFleet(deployment, props).render('test');
  return findings.map(({ id, message, fix }) => `${id}: ${message}; fix: ${fix}`);
}

const dnsRule = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'TCP', port: 53 },
    { protocol: 'UDP', port: 53 },
  ],
};

test('an isolated workload reaches DNS and nothing else', () => {
  expect(policyOf(() => undefined)?.spec).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } },
    policyTypes: ['Ingress', 'Egress'],
    egress: [dnsRule],
  });
});

test('a workload of another namespace is named by its namespace and labels together, at both ends', () => {
  const objects = render((cluster) => {
    const client = new Worker(new ClusterChart(cluster, 'a', { namespace: 'a' }), 'client', { image });
    const server = new WebService(new ClusterChart(cluster, 'b', { namespace: 'b' }), 'server', {
      image,
      port: Port.http(8080, { servicePort: 80 }),
    });
    client.connections.allowTo(server);
  });
  const end = (namespace: string, name: string) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
  });
  const ports = [{ protocol: 'TCP', port: 8080 }];
  expect(objects.get('NetworkPolicy/client')).toHaveProperty('spec.egress', [
    dnsRule,
    { to: [end('b', 'server')], ports },
  ]);
  expect(objects.get('NetworkPolicy/server')).toHaveProperty('spec.ingress', [{ from: [end('a', 'client')], ports }]);
});

test.each([
  [
    'a namespace',
    Peers.namespace('data'),
    [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } } }],
  ],
  ['its own namespace', Peers.namespace('shop'), [{ podSelector: {} }]],
  ['namespaces by label', Peers.namespaces({ team: 'x' }), [{ namespaceSelector: { matchLabels: { team: 'x' } } }]],
  [
    'addresses',
    Peers.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] }),
    [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }],
  ],
  ['any address', Peers.anywhere(), [{ ipBlock: { cidr: '0.0.0.0/0' } }]],
])('names %s as a peer, on every port where none is said', (_, peer, to) => {
  expect(policyOf((client) => client.connections.allowTo(peer))?.spec).toHaveProperty(
    'egress',
    expect.arrayContaining([{ to }]),
  );
});

test('what scrapes metrics gets in to that port alone', () => {
  const monitoring = { namespace: 'monitoring', podLabels: { app: 'prometheus' } };
  const objects = render(
    (cluster) =>
      new Worker(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'client', {
        image,
        metrics: { port: 9090 },
      }),
    { network: { monitoring } },
  );
  expect(objects.get('NetworkPolicy/client')).toHaveProperty('spec.ingress', [
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
          podSelector: { matchLabels: { app: 'prometheus' } },
        },
      ],
      ports: [{ protocol: 'TCP', port: 9090 }],
    },
  ]);
});

describe('what the network plugin does not enforce is refused', () => {
  test('port ranges', () => {
    const ranges = clientOf((client) =>
      client.connections.allowTo(Peers.anywhere(), { ports: [{ protocol: 'TCP', port: 8000, endPort: 8100 }] }),
    );
    expect(refusals(ranges, { cni: cniFacts('calico', { endPort: false }) })).toEqual([
      'unsupported-network-policy: Forbidden: endPort: calico does not enforce port ranges; fix: name the ports one by one',
    ]);
    expect(render(ranges).get('NetworkPolicy/client')).toHaveProperty(
      'spec.egress',
      expect.arrayContaining([
        { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ protocol: 'TCP', port: 8000, endPort: 8100 }] },
      ]),
    );
  });

  test('SCTP', () => {
    const sctp = clientOf((client) =>
      client.connections.allowTo(Peers.anywhere(), { ports: [{ protocol: 'SCTP', port: 3868 }] }),
    );
    expect(refusals(sctp, { cni: 'cilium' })).toEqual([
      `unsupported-network-policy: Unsupported value: "SCTP": cilium does not enforce it; fix: turn SCTP on and say so: cniFacts('cilium', { sctp: true })`,
    ]);
    expect(refusals(sctp, { cni: cniFacts('cilium', { sctp: true }) })).toEqual([]);
  });

  test('any policy, where nothing enforces them', () => {
    expect(
      refusals(
        clientOf(() => undefined),
        { cni: 'none' },
      ),
    ).toEqual([
      'unsupported-network-policy: Forbidden: the network plugin of test enforces no policies; fix: run one that does, or say that the namespace is not isolated (isolated: false)',
    ]);
    const open: Deployment = (cluster) =>
      new Worker(new ClusterChart(cluster, 'shop', { namespace: { name: 'shop', isolated: false } }), 'client', {
        image,
      });
    expect(refusals(open, { cni: 'none' })).toEqual([]);
    expect([...render(open, { cni: 'none' }).keys()].filter((key) => key.startsWith('NetworkPolicy'))).toEqual([]);
  });

  test('methods and paths, where no mesh runs', () => {
    const http: Deployment = (cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const server = new WebService(chart, 'server', { image, port: Port.http(8080) });
      new Worker(chart, 'client', { image }).connections.allowTo(server, { http: [{ methods: ['GET'] }] });
    };
    expect(refusals(http)).toEqual([
      'unsupported-http-rule: Forbidden: cluster test runs no mesh, and a network policy knows no methods and paths: shop/server would be open for all of them; fix: run a mesh in the cluster, or leave "http" out of the connection there',
    ]);
  });
});

describe('the API server', () => {
  const toApiServer = clientOf((client) => client.connections.allowTo(Peers.apiServer()));

  test('is named by its addresses and port', () => {
    const network = { apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 } };
    expect(render(toApiServer, { network }).get('NetworkPolicy/client')).toHaveProperty(
      'spec.egress',
      expect.arrayContaining([
        { to: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ protocol: 'TCP', port: 6443 }] },
      ]),
    );
  });

  test('is known by itself to Cilium', () => {
    expect(render(toApiServer, { cni: 'cilium' }).get('CiliumNetworkPolicy/client')?.spec).toEqual({
      endpointSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } },
      egress: [{ toEntities: ['kube-apiserver'], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] }],
    });
  });

  test('is refused where nobody said where it is', () => {
    expect(refusals(toApiServer)).toEqual([
      "unsupported-network-policy: Required value: where the API server of test is found; fix: declare it: new Cluster('test', { network: { apiServer: { cidrs: […], port: 443 } } })",
    ]);
  });
});

describe('an external service', () => {
  const toExternal = (cidrs: readonly string[]) =>
    clientOf((client, chart) =>
      client.connections.allowTo(
        new ExternalService(chart, 'payments', { hosts: ['pay.example', '*.pay.example'], cidrs }).peer,
      ),
    );

  test('is named by its addresses where they are known', () => {
    expect(render(toExternal(['192.0.2.0/24'])).get('NetworkPolicy/client')).toHaveProperty(
      'spec.egress',
      expect.arrayContaining([
        { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ protocol: 'TCP', port: 443 }] },
      ]),
    );
  });

  test('is named by DNS on Cilium, which then sees the answers of DNS', () => {
    const toPorts = [{ ports: [{ port: '443', protocol: 'TCP' }] }];
    expect(render(toExternal([]), { cni: 'cilium' }).get('CiliumNetworkPolicy/client')?.spec).toHaveProperty('egress', [
      { toFQDNs: [{ matchName: 'pay.example' }, { matchPattern: '*.pay.example' }], toPorts },
      {
        toEndpoints: [{ matchLabels: { 'k8s-app': 'kube-dns', 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }],
        toPorts: [
          {
            ports: [
              { port: '53', protocol: 'UDP' },
              { port: '53', protocol: 'TCP' },
            ],
            rules: { dns: [{ matchPattern: '*' }] },
          },
        ],
      },
    ]);
  });

  test('is refused elsewhere', () => {
    expect(refusals(toExternal([]), { cni: 'calico' })).toEqual([
      'unsupported-network-policy: Forbidden: calico cannot filter by DNS name, and ExternalService payments has no addresses; fix: give the ExternalService its cidrs, or run a network plugin that knows DNS names',
    ]);
  });

  test('without a host is refused', () => {
    expect(() =>
      render(
        (cluster) => new ExternalService(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'x', { hosts: [] }),
      ),
    ).toThrow(new Error('shop/x: hosts: Required value: at least one DNS name'));
  });
});

test('monitoring and ingress classes that the cluster does not have are refused', () => {
  expect(refusals(clientOf((client) => client.connections.allowFrom(Peers.monitoring(), { ports: [9090] })))).toEqual([
    'unsupported-network-policy: Required value: where the monitoring of test is found; fix: declare it under network.monitoring of the cluster',
  ]);
  expect(
    refusals(clientOf((client) => client.connections.allowFrom(Peers.ingress('nginx'), { ports: [8080] }))),
  ).toEqual([
    'unsupported-network-policy: Not found: ingress class "nginx": must be one of none: the cluster declares no ingress controllers; fix: declare the controller under network.ingressControllers of the cluster, or use one of these',
  ]);
});

test('a port that the server does not declare is refused, with those that it has', () => {
  expect(() =>
    render((cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const server = new WebService(chart, 'server', { image, port: Port.http(8080) });
      new Worker(chart, 'client', { image }).connections.allowTo(server, { ports: ['grpc'] });
    }),
  ).toThrow(new Error('connection: ports: Not found: "grpc": must be one of "http" (8080)'));
});

test('a server without ports is refused', () => {
  expect(() =>
    render((cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      new Worker(chart, 'a', { image }).connections.allowTo(new Worker(chart, 'b', { image }));
    }),
  ).toThrow(new Error('shop/b: ports: Required value: it declares no port that anything could connect to'));
});

test('every refusal names the object, the cluster and the construct', () => {
  const { findings } = exampleFleet(clientOf((client) => client.connections.allowTo(Peers.apiServer()))).render('test');
  expect(findings).toMatchObject([
    {
      severity: 'error',
      status: 'violated',
      cluster: 'test',
      object: { kind: 'NetworkPolicy', namespace: 'shop', name: 'client' },
      origin: 'shop/client',
    },
  ]);
});
