import { MeshConfiguration, Peers } from '../../../lib';
import { meshShop } from '../mesh-shop';

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
