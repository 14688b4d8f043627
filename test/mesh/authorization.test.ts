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

test('lets all clients that may ask for the same in by one rule, each client once', () => {
  const http = [{ methods: ['GET'] }];
  const { objects } = meshShop(({ server, service }) => {
    service('reader').connections.allowTo(server, { http });
    const writer = service('writer');
    writer.connections.allowTo(server);
    writer.connections.allowTo(server);
    service('auditor').connections.allowTo(server, { http });
    server.connections.allowFrom(Peers.namespace('office'));
  });
  const principal = (name: string) => `example.org/ns/shop/sa/${name}`;
  const anything = { operation: { ports: ['9090'] } };
  expect(objects.get('AuthorizationPolicy/server')).toMatchObject({
    spec: {
      rules: [
        {
          from: [{ source: { principals: [principal('auditor'), principal('reader')] } }],
          to: [{ operation: { ...anything.operation, methods: ['GET'] } }],
        },
        {
          from: [
            { source: { principals: [principal('client'), principal('writer')] } },
            { source: { namespaces: ['office'] } },
          ],
          to: [anything],
        },
      ],
    },
  });
});

test('keeps what is left out of one range of addresses apart from the other ranges', () => {
  const { objects } = meshShop(({ server }) => {
    server.workload.mesh({ permissivePorts: [9090] });
    server.connections.allowFrom(Peers.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] }));
    server.connections.allowFrom(Peers.cidr('10.1.2.0/24'));
  });
  expect(objects.get('AuthorizationPolicy/server')).toMatchObject({
    spec: {
      rules: [
        {
          from: [
            { source: { principals: ['example.org/ns/shop/sa/client'] } },
            { source: { ipBlocks: ['10.1.2.0/24'] } },
            { source: { ipBlocks: ['10.0.0.0/8'], notIpBlocks: ['10.1.0.0/16'] } },
          ],
        },
      ],
    },
  });
});

test('refuses a webhook server for encrypted requests alone, also where the addresses of the API server are unknown', () => {
  const webhook = (permissivePorts?: readonly number[]) =>
    meshShop(
      ({ server }) => {
        server.connections.allowFrom(Peers.apiServer());
        if (permissivePorts !== undefined) server.workload.mesh({ permissivePorts });
      },
      { ...onIstio, cni: 'cilium' },
    );
  expect(webhook().findings).toMatchObject([
    {
      id: 'unsupported-mesh-client',
      severity: 'error',
      message:
        'Forbidden: the API server is outside the mesh, and shop/server accepts encrypted requests alone (strict)',
      fix: expect.stringContaining('permissivePorts') as string,
    },
  ]);
  const { objects, findings } = webhook([9090]);
  expect(findings).toEqual([]);
  expect(objects.get('AuthorizationPolicy/server')).toMatchObject({
    spec: { rules: [{ from: [{}, { source: { notPrincipals: ['*'] } }], to: [{ operation: { ports: ['9090'] } }] }] },
  });
});
