import { Peers, Port, WebService } from '../../lib';
import { meshShop, onIstio } from './mesh-shop';

test('opens no TCP port for a connection that goes by UDP', () => {
  const { objects } = meshShop(({ service }) => {
    const resolver = service('resolver', Port.tcp(53));
    service('asker').connections.allowTo(resolver, { ports: [{ protocol: 'UDP', port: 53 }] });
    service('both').connections.allowTo(resolver, {
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 54 },
      ],
    });
  });
  expect(objects.get('AuthorizationPolicy/resolver')).toMatchObject({
    spec: {
      rules: [
        { from: [{ source: { principals: ['example.org/ns/shop/sa/both'] } }], to: [{ operation: { ports: ['54'] } }] },
      ],
    },
  });
});

test('refuses clients by labels of their namespaces, and lets nobody in for them', () => {
  const { objects, findings } = meshShop(({ server }) => {
    server.workload.mesh({ permissivePorts: [9090] });
    server.connections.allowFrom(Peers.namespaces({ team: 'office' }));
  });
  expect(findings).toMatchObject([{ severity: 'error', path: 'connection.from' }]);
  expect(JSON.stringify(objects.get('AuthorizationPolicy/server'))).not.toContain('notPrincipals');
});

test('refuses monitoring outside the mesh that would scrape a port for encrypted requests alone', () => {
  const monitoring = { namespace: 'monitoring', podLabels: { app: 'prometheus' } };
  const scraped = (policy: { readonly permissivePorts?: readonly number[] }) =>
    meshShop(
      ({ chart }) => {
        const ports = [Port.http(8080), Port.http(9102, { name: 'metrics' })];
        const props = { image: 'registry.example/scraped:1', ports, metrics: { port: 'metrics' } };
        new WebService(chart, 'scraped', props).workload.mesh(policy);
      },
      { ...onIstio, network: { monitoring } },
    ).findings;
  expect(scraped({})).toMatchObject([{ id: 'unsupported-mesh-client', severity: 'error', path: 'mesh.mutualTls' }]);
  expect(scraped({ permissivePorts: [9102] })).toEqual([]);
});

test('refuses a permissive port that no container has, such as that of the Service', () => {
  const { findings } = meshShop(({ server }) => server.workload.mesh({ permissivePorts: [80] }));
  expect(findings).toMatchObject([
    {
      id: 'unsupported-mesh-port',
      severity: 'error',
      path: 'mesh.permissivePorts',
      message: 'Not found: 80: must be a port of the containers: 9090',
    },
  ]);
});
