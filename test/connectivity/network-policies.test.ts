import { ApiObject } from 'cdk8s';
import {
  ClusterChart,
  cniFacts,
  ExternalService,
  Peers,
  Port,
  WebService,
  Worker,
  type ClusterProps,
  type ConnectionPort,
  type Deployment,
} from '../../lib';
import { exampleFleet, render } from '../example-fleet';
import { rejection } from '../rejection';

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

test('namespaces by label are opened at both ends, where the tree has them', () => {
  const objects = render((cluster) => {
    const chart = new ClusterChart(cluster, 'data', { namespace: { name: 'data', labels: { team: 'x' } } });
    const server = new WebService(chart, 'server', { image, port: Port.http(8080) });
    const client = new Worker(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'client', { image });
    client.connections.allowTo(Peers.namespaces({ team: 'x' }), { ports: [8080] });
    server.connections.allowTo(Peers.namespaces({ team: 'y' }));
  });
  const client = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } },
  };
  expect(objects.get('NetworkPolicy/server')).toHaveProperty('spec.ingress', [
    { from: [client], ports: [{ protocol: 'TCP', port: 8080 }] },
  ]);
  expect(objects.get('NetworkPolicy/client')).not.toHaveProperty('spec.ingress');
});

describe('rules are the fewest that say it', () => {
  const egress = (connect: (client: Worker, chart: ClusterChart) => unknown) => policyOf(connect)?.spec;
  const rule = (to: object, ...ports: readonly object[]) =>
    expect.objectContaining({ egress: expect.arrayContaining([{ to: [to], ports }]) as unknown }) as unknown;
  const block = (cidr: string) => ({ ipBlock: { cidr } });

  test('several calls about one peer are one rule', () => {
    const spec = egress((client) =>
      client.connections
        .allowTo(Peers.cidr('10.0.0.0/8'), { ports: [443] })
        .allowTo(Peers.cidr('10.0.0.0/8'), { ports: [80, { protocol: 'UDP', port: 443 }] }),
    );
    expect(spec).toEqual(
      rule(
        block('10.0.0.0/8'),
        { protocol: 'TCP', port: 80 },
        { protocol: 'TCP', port: 443 },
        { protocol: 'UDP', port: 443 },
      ),
    );
  });

  test('a range swallows what it holds or touches; single ports stay apart', () => {
    const range = (port: number, endPort: number) => ({ protocol: 'TCP', port, endPort }) as const;
    const spec = egress((client) =>
      client.connections.allowTo(Peers.cidr('10.0.0.0/8'), {
        ports: [80, 81, range(8000, 8010), 8005, range(8008, 8020), 8021, 9000],
      }),
    );
    expect(spec).toEqual(
      rule(block('10.0.0.0/8'), { protocol: 'TCP', port: 80 }, { protocol: 'TCP', port: 81 }, range(8000, 8021), {
        protocol: 'TCP',
        port: 9000,
      }),
    );
  });

  test('what a wider peer has on these ports is not said again', () => {
    const spec = egress((client) =>
      client.connections
        .allowTo(Peers.cidr('10.0.0.0/8'), { ports: [443] })
        .allowTo(Peers.cidr('10.1.0.0/16'), { ports: [443] })
        .allowTo(Peers.cidr('10.2.0.0/16'), { ports: [80] }),
    );
    expect(spec).toHaveProperty('egress', [
      { to: [block('10.0.0.0/8')], ports: [{ protocol: 'TCP', port: 443 }] },
      dnsRule,
      { to: [block('10.2.0.0/16')], ports: [{ protocol: 'TCP', port: 80 }] },
    ]);
  });

  test('one block that is written twice is kept', () => {
    const spec = egress((client) =>
      client.connections
        .allowTo(Peers.cidr('10.0.0.0/8'), { ports: [443] })
        .allowTo(Peers.cidr('10.0.0.1/8'), { ports: [443] }),
    );
    expect(spec).toHaveProperty('egress.0.to', [block('10.0.0.0/8'), block('10.0.0.1/8')]);
  });
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

  test.each([
    ['a namespace', Peers.namespace('data'), 'namespace data'],
    ['namespaces by label', Peers.namespaces({ team: 'x' }), 'the server'],
    ['addresses', Peers.anywhere(), 'the server'],
  ])('methods and paths of %s, where no mesh runs', (_, peer, what) => {
    const http = clientOf((client) => client.connections.allowTo(peer, { http: [{ methods: ['GET'] }] }));
    expect(refusals(http)).toEqual([
      `unsupported-http-rule: Forbidden: cluster test runs no mesh, and a network policy knows no methods and paths: ${what} would be open for all of them; fix: run a mesh in the cluster, or leave "http" out of the connection there`,
    ]);
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

  test('is let in by Cilium too, by itself and not by its addresses', () => {
    const network = { apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 } };
    const objects = render(
      clientOf((client) => client.connections.allowFrom(Peers.apiServer(), { ports: [9443] })),
      { cni: 'cilium', network },
    );
    expect(objects.get('CiliumNetworkPolicy/client')?.spec).toEqual({
      endpointSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } },
      ingress: [{ fromEntities: ['kube-apiserver'], toPorts: [{ ports: [{ port: '9443', protocol: 'TCP' }] }] }],
    });
    expect(objects.get('NetworkPolicy/client')).not.toHaveProperty('spec.ingress');
  });

  test.each([
    [
      'ValidatingWebhookConfiguration',
      'admissionregistration.k8s.io/v1',
      { webhooks: [{ clientConfig: { service: { name: 'hook', namespace: 'shop' } } }] },
    ],
    ['APIService', 'apiregistration.k8s.io/v1', { spec: { service: { name: 'hook', namespace: 'shop', port: 443 } } }],
  ])('is let in to the port behind the Service that a %s of the tree names', (kind, apiVersion, rest) => {
    const objects = render(
      (cluster) => {
        const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
        new WebService(chart, 'hook', { image, port: Port.https(9443, { servicePort: 443 }) });
        new WebService(chart, 'other', { image, port: Port.http(8080) });
        new ApiObject(chart, 'hooks', { apiVersion, kind, metadata: { name: 'hooks' }, ...rest });
      },
      { network: { apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 } } },
    );
    expect(objects.get('NetworkPolicy/hook')).toHaveProperty('spec.ingress', [
      { from: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ protocol: 'TCP', port: 9443 }] },
    ]);
    expect(objects.get('NetworkPolicy/other')).not.toHaveProperty('spec.ingress');
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

  test('cannot be told among those who call, not by Cilium either', () => {
    const fromExternal = clientOf((client, chart) =>
      client.connections.allowFrom(new ExternalService(chart, 'payments', { hosts: ['pay.example'] }).peer, {
        ports: [80],
      }),
    );
    expect(refusals(fromExternal, { cni: 'cilium' })).toEqual([
      'unsupported-network-policy: Forbidden: who calls has no DNS name, and ExternalService payments has no addresses; fix: give the ExternalService its cidrs',
    ]);
  });

  test.each([
    [{ hosts: ['Pay.example'] }, 'hosts[0]\n  Invalid value: "Pay.example": must be a DNS name in lower case'],
    [{ hosts: ['a..example'] }, 'hosts[0]\n  Invalid value: "a..example": must be a DNS name'],
    [
      { hosts: ['pay.example'], cidrs: ['192.0.2.1'] },
      'cidrs[0]\n  Invalid value: "192.0.2.1": must be a block of addresses',
    ],
    [
      { hosts: ['pay.example'], ports: [{ name: 'x', port: 0, application: 'tcp' as const }] },
      'ports[0].port\n  Invalid value: 0: must be between 1 and 65535',
    ],
  ])('that cannot be is refused at once: %j', (props, message) => {
    expect(() => policyOf((_, chart) => new ExternalService(chart, 'x', props))).toThrow(message);
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
    ).toThrow(rejection('ExternalService shop/x', 'hosts', 'Required value: at least one DNS name'));
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
  ).toThrow(
    rejection('Connection shop/client → shop/server', 'ports[0]', 'Not found: "grpc": must be one of "http" (8080)'),
  );
});

test('a number that the server does not declare is refused like a name, unless its protocol says that it is meant', () => {
  const connect = (port: number | ConnectionPort) => () =>
    render((cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const server = new WebService(chart, 'server', { image, port: Port.http(8080), metrics: { port: 9090 } });
      new Worker(chart, 'client', { image }).connections.allowTo(server, { ports: [port] });
    });
  expect(connect(9999)).toThrow(
    rejection(
      'Connection shop/client → shop/server',
      'ports[0]',
      'Not found: 9999: must be one of "http" (8080)\n' +
        "  fix:  write one of these; { protocol: 'TCP', port: 9999 } opens it for a port that shop/server does not declare, such as a sidecar's",
    ),
  );
  expect(connect(9090)).not.toThrow();
  expect(connect({ protocol: 'TCP', port: 9999 })).not.toThrow();
});

test('a name where the peer has no ports with names is refused, and a name of an external service is its port', () => {
  expect(() => policyOf((client) => client.connections.allowTo(Peers.cidr('10.0.0.0/8'), { ports: ['db'] }))).toThrow(
    rejection(
      'Connection shop/client → 10.0.0.0/8',
      'ports[0]',
      'Invalid value: "db": must be a number: 10.0.0.0/8 declares no ports with names',
    ),
  );
});

test('a peer that is none is refused, and the message says how to make one of it', () => {
  const none: object = new Date(0);
  const connect = ({ connections }: Worker) =>
    // @ts-expect-error -- JavaScript lets any object through
    connections.allowTo(none);
  expect(() => policyOf(connect)).toThrow(
    rejection(
      'Workload shop/client',
      'connections.allowTo',
      'Invalid value: Date: must be a blueprint, a Workload or one of Peers\n' +
        '  fix:  Workload.from(…) makes a Workload of a cdk8s-plus one, and an ExternalService has its .peer',
    ),
  );
});

test.each([
  ['is null', { workload: null }],
  ['is empty', { workload: {} }],
  ['has a name alone', { workload: { name: 'a', namespace: 'b' } }],
  ['is empty in a peer', { type: 'workload', workload: {} }],
])('a peer whose workload %s is refused in the same words', (_, none: object) => {
  const connect = ({ connections }: Worker) =>
    // @ts-expect-error -- JavaScript lets any object through
    connections.allowTo(none);
  expect(() => policyOf(connect)).toThrow('must be a blueprint, a Workload or one of Peers');
});

test.each([
  ['a block that is none', () => Peers.cidr('10.0.0.0/33'), 'cidr\n  Invalid value: "10.0.0.0/33"'],
  ['an address without a length', () => Peers.cidr('10.0.0.1'), 'cidr\n  Invalid value: "10.0.0.1"'],
  [
    'an exception outside its block',
    () => Peers.cidr('10.0.0.0/8', { except: ['11.0.0.0/8'] }),
    'except[0]\n  Invalid value: "11.0.0.0/8": must be a strict subset of 10.0.0.0/8',
  ],
  [
    'the whole block as an exception',
    () => Peers.cidr('10.0.0.0/8', { except: ['10.0.0.0/8'] }),
    'except[0]\n  Invalid value: "10.0.0.0/8": must be a strict subset of 10.0.0.0/8',
  ],
])('%s is refused at once', (_, peer, message) => {
  expect(peer).toThrow(message);
});

test.each([
  [
    { ports: [0] },
    'Connection shop/client → 0.0.0.0/0  ports[0]\n  Invalid value: 0: must be between 1 and 65535, inclusive',
  ],
  [
    { ports: [70000] },
    'Connection shop/client → 0.0.0.0/0  ports[0]\n  Invalid value: 70000: must be between 1 and 65535, inclusive',
  ],
  [
    { ports: [{ protocol: 'TCP', port: 90, endPort: 80 }] },
    'Connection shop/client → 0.0.0.0/0  ports[0].endPort\n  Invalid value: 80: must be greater than or equal to port 90',
  ],
  [{ grpc: [] }, '0.0.0.0/0  grpc\n  Invalid value: []: an empty list would allow anything'],
  [{ grpc: [{ service: 'shop.Cart', methods: [] }] }, '0.0.0.0/0  grpc[0].methods\n  Invalid value: []'],
  [{ grpc: [{ service: '/cart' }] }, '0.0.0.0/0  grpc[0].service\n  Invalid value: "/cart": must be the full name'],
  [
    { grpc: [{ service: 'shop.Cart', methods: ['Add/*'] }] },
    '0.0.0.0/0  grpc[0].methods[0]\n  Invalid value: "Add/*": must be the name of a method',
  ],
] as const)('a connection that can match nothing is refused at once: %j', (options, message) => {
  expect(() => policyOf((client) => client.connections.allowTo(Peers.anywhere(), options))).toThrow(message);
});

test('a workload of another cluster is refused: no policy could name it', () => {
  const remote = clientOf((client) => client.connections.allowTo(Peers.remoteWorkload('west', 'shop', 'cart')));
  expect(refusals(remote)).toEqual([
    'unsupported-network-policy: Forbidden: shop/cart runs in west: where it is reached is not known here; fix: name its addresses instead: Peers.cidr(…), or the host under which it is reached: ExternalService',
  ]);
  expect(exampleFleet(remote).render('test').findings).toMatchObject([{ severity: 'error', path: 'connection.to' }]);
});

test('a server without ports is refused', () => {
  expect(() =>
    render((cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      new Worker(chart, 'a', { image }).connections.allowTo(new Worker(chart, 'b', { image }));
    }),
  ).toThrow(
    rejection(
      'Connection shop/a → shop/b',
      'ports',
      'Required value: shop/b declares no port that anything could connect to',
    ),
  );
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
