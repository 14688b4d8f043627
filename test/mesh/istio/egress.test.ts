import { ExternalService, istio, MeshConfiguration, Peers, type ExternalServiceProps } from '../../../lib';
import { meshShop, type MeshShop } from '../mesh-shop';

const mode = (declare: Parameters<typeof meshShop>[0]) => {
  const { objects } = meshShop(declare);
  return objects.get('Sidecar/client')?.spec;
};

test('lets through what is declared alone in an isolated namespace, and everything where the mesh says so', () => {
  expect(mode(() => undefined)).toMatchObject({ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
  expect(mode(({ chart }) => new MeshConfiguration(chart, 'mesh', { egress: 'any' }))).toMatchObject({
    outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
  });
});

test('leaves addresses to the network policy, for the mesh knows hosts alone', () => {
  expect(mode(({ client }) => client.connections.allowTo(Peers.cidr('192.0.2.0/24'), { ports: [5432] }))).toMatchObject(
    { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } },
  );
});

test('refuses addresses where the mesh was told to let through declared hosts alone', () => {
  const { findings } = meshShop(({ chart, client }) => {
    new MeshConfiguration(chart, 'mesh', { egress: 'declared' });
    client.connections.allowTo(Peers.cidr('192.0.2.0/24'), { ports: [5432] });
  });
  expect(findings).toMatchObject([{ id: 'unsupported-mesh-connection', severity: 'error', path: 'connection.to' }]);
});

test('tells a proxy of every host of a namespace that its workload may talk to', () => {
  const spec = mode(({ client }) => {
    client.connections.allowTo(Peers.namespace('office')).allowTo(Peers.namespace('shop'));
    client.connections.allowTo(Peers.dns());
  });
  expect(spec).toMatchObject({
    egress: [{ hosts: expect.arrayContaining(['office/*', './*', 'kube-system/*']) as unknown }],
  });
});

test('lists the ports of a range, and refuses one that is too wide to be listed', () => {
  const range = (port: number, endPort: number) =>
    meshShop(({ service, server }) =>
      service('other').connections.allowTo(server, { ports: [{ protocol: 'TCP', port, endPort }] }),
    );
  const policy = (shop: ReturnType<typeof meshShop>) =>
    JSON.stringify(shop.objects.get('AuthorizationPolicy/server')?.spec);
  expect(policy(range(9090, 9092))).toContain('"ports":["9090","9091","9092"]');
  const wide = range(1024, 65535);
  expect(wide.findings).toMatchObject([{ severity: 'error', path: 'connection.ports' }]);
  expect(policy(wide)).not.toContain('sa/other');
  expect(policy(range(1, 65535))).toContain('{"from":[{"source":{"principals":["example.org/ns/shop/sa/other"]}}]}');
});

describe('a host outside without addresses that is asked over tcp', () => {
  const database: ExternalServiceProps = {
    hosts: ['db.example'],
    ports: [{ name: 'tcp', port: 5432, application: 'tcp' }],
  };
  const outside = ({ chart }: MeshShop, id: string, props: Partial<ExternalServiceProps> = {}) =>
    new ExternalService(chart, id, { ...database, hosts: [`${id}.example`], ...props }).peer;
  const said = (declare: (shop: MeshShop) => unknown, mode: 'sidecar' | 'ambient' = 'sidecar') =>
    meshShop(declare, {
      mesh: istio({ version: '1.30', mode }),
      cni: 'cilium',
      gatewayApi: { version: '1.5', channel: 'standard' },
    }).findings.flatMap(({ severity, path, message }) => (severity === 'error' ? [`${path}: ${message}`] : []));

  test('is one of its port for each client', () => {
    expect(said((shop) => shop.client.connections.allowTo(outside(shop, 'db')))).toEqual([]);
    const both = (shop: MeshShop) =>
      shop.client.connections.allowTo(outside(shop, 'db')).allowTo(outside(shop, 'logs'));
    expect(said(both)).toEqual([
      'connection.to: Forbidden: istio-sidecar on test cannot express it: connections over tcp to port 5432 do not say whether they are for logs.example or db.example, and shop/client may talk to both',
    ]);
    expect(
      said((shop) => {
        shop.client.connections.allowTo(outside(shop, 'db'));
        shop.server.connections.allowTo(outside(shop, 'logs'));
      }),
    ).toEqual([]);
  });

  test('may share its port where addresses tell it apart, and with what says its host', () => {
    expect(
      said((shop) =>
        shop.client.connections
          .allowTo(outside(shop, 'db', { cidrs: ['192.0.2.1/32'] }))
          .allowTo(outside(shop, 'logs', { cidrs: ['192.0.2.1/32'] })),
      ),
    ).toEqual([]);
    const tls = { ports: [{ name: 'tls', port: 5432, application: 'tls' }] } as const;
    expect(
      said((shop) => shop.client.connections.allowTo(outside(shop, 'db')).allowTo(outside(shop, 'logs', tls))),
    ).toEqual([]);
  });

  test('does not take what is meant for addresses', () => {
    const beside = (ports: readonly number[]) => (shop: MeshShop) =>
      shop.client.connections.allowTo(outside(shop, 'db')).allowTo(Peers.cidr('192.0.2.0/24'), { ports });
    expect(said(beside([8443]))).toEqual([]);
    expect(said(beside([5432]))).toEqual([
      'connection.to: Forbidden: istio-sidecar on test cannot express it: it would get what shop/client sends to port 5432 of 192.0.2.0/24, too: connections over tcp do not say which host they are for',
    ]);
  });

  test('is no wildcard', () => {
    const wild = (props: Partial<ExternalServiceProps>) => (shop: MeshShop) =>
      shop.client.connections.allowTo(outside(shop, 'db', { hosts: ['*.db.example'], ...props }));
    expect(said(wild({}))).toEqual([expect.stringContaining('every address would pass for one')]);
    expect(said(wild({ cidrs: ['192.0.2.0/24'] }))).toEqual([]);
    expect(said(wild({ ports: [{ name: 'tls', port: 443, application: 'tls' }] }))).toEqual([]);
  });

  test('has an address of its own for each in ambient mode', () => {
    expect(
      said((shop) => shop.client.connections.allowTo(outside(shop, 'db')).allowTo(outside(shop, 'logs')), 'ambient'),
    ).toEqual([]);
  });
});
