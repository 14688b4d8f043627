import { ClusterChart, MeshConfiguration, Peers, Port, WebService } from '../../../lib';
import { service, shop } from './shop';

test('allows a declared client by name, and refuses everybody else', () => {
  expect(shop().objects.get('ServiceIntentions/server')?.spec).toEqual({
    destination: { name: 'server' },
    sources: [
      { name: 'client', action: 'allow' },
      { name: '*', action: 'deny' },
    ],
  });
});

test('refuses everybody where nothing is declared, and nobody where the namespace is not isolated', () => {
  const { objects } = shop(({ cluster }) => {
    service(new ClusterChart(cluster, 'open', { namespace: { name: 'open', isolated: false } }), 'board');
  });
  expect(objects.get('ServiceIntentions/client')?.spec).toEqual({
    destination: { name: 'client' },
    sources: [{ name: '*', action: 'deny' }],
  });
  expect(objects.has('ServiceIntentions/board')).toBe(false);
  expect(objects.get('ServiceDefaults/board')?.spec).toEqual({ protocol: 'http', mutualTLSMode: 'strict' });
});

test('adds up what several connections allow one client, and keeps no more of them than that', () => {
  const sources = (declare: Parameters<typeof shop>[0]) => shop(declare).objects.get('ServiceIntentions/server')?.spec;
  const get = { methods: ['GET'], paths: ['/items/*'] };
  expect(
    sources(({ chart, server }) => {
      const reader = service(chart, 'reader');
      reader.connections.allowTo(server, { http: [get] }).allowTo(server, { http: [get, { methods: ['PUT'] }] });
    }),
  ).toMatchObject({
    sources: [
      { name: 'client', action: 'allow' },
      {
        name: 'reader',
        permissions: [
          { action: 'allow', http: { pathPrefix: '/items/', methods: ['GET'] } },
          { action: 'allow', http: { pathPrefix: '/', methods: ['PUT'] } },
          { action: 'deny', http: { pathPrefix: '/' } },
        ],
      },
      { name: '*', action: 'deny' },
    ],
  });
  expect(
    sources(({ client, server }) => {
      client.connections.allowTo(server, { http: [get] });
    }),
  ).toMatchObject({
    sources: [
      { name: 'client', action: 'allow' },
      { name: '*', action: 'deny' },
    ],
  });
});

test('expands a namespace to the services that it has, and refuses one that it does not know', () => {
  const known = shop(({ cluster, server }) => {
    const office = new ClusterChart(cluster, 'office', { namespace: 'office' });
    for (const name of ['desk', 'printer']) service(office, name);
    server.connections.allowFrom(Peers.namespace('office'));
  });
  expect(known.problems).toEqual([]);
  expect(known.objects.get('ServiceIntentions/server')).toMatchObject({
    spec: { sources: [{ name: 'client' }, { name: 'desk' }, { name: 'printer' }, { name: '*', action: 'deny' }] },
  });
  const unknown = shop(({ server }) => server.connections.allowFrom(Peers.namespace('office')));
  expect(unknown.problems).toEqual([
    'error connection.from: Forbidden: consul on test cannot express it: it names clients one by one, and the tree holds no workload of namespace office',
  ]);
  expect(unknown.fixes).toEqual(['declare a connection for each client, or deploy the namespace with this fleet']);
});

test('refuses a second port of a service, which Consul would send to the first', () => {
  const { problems, fixes } = shop(({ chart, client }) => {
    const twofold = new WebService(chart, 'twofold', {
      image: 'registry.example/twofold:1',
      port: Port.http(8080),
      ports: [Port.http(8081, { name: 'admin' })],
    });
    client.connections.allowTo(twofold);
  });
  expect(problems).toEqual([
    'error connection.ports: Forbidden: consul on test cannot express it: it authorizes services, not ports, and sends what arrives at shop/twofold to port 8080, also what is meant for port 8081',
  ]);
  expect(fixes).toEqual([
    'connect to port 8080 alone: { ports: [8080] }, and serve the other one by a workload of its own',
  ]);
});

test('refuses a second port in a namespace that is not isolated, too', () => {
  const { problems } = shop(({ cluster, client }) => {
    const open = new ClusterChart(cluster, 'open', { namespace: { name: 'open', isolated: false } });
    const twofold = new WebService(open, 'twofold', {
      image: 'registry.example/twofold:1',
      port: Port.http(8080),
      ports: [Port.http(8081, { name: 'admin' })],
    });
    client.connections.allowTo(twofold, { ports: ['admin'] });
  });
  expect(problems).toHaveLength(1);
});

test('leaves the port of metrics to the scraper, who asks the proxy', () => {
  const { objects, problems } = shop(
    ({ chart, client }) => {
      const measured = new WebService(chart, 'measured', {
        image: 'registry.example/measured:1',
        port: Port.http(8080),
        ports: [Port.http(9102, { name: 'metrics' })],
        metrics: { port: 'metrics' },
      });
      client.connections.allowTo(measured);
    },
    {},
    { network: { monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } } } },
  );
  expect(problems).toEqual([]);
  expect(objects.get('ServiceIntentions/measured')).toMatchObject({
    spec: { sources: [{ name: 'client' }, { name: '*', action: 'deny' }] },
  });
});

test('accepts unencrypted requests on the ports that say so, and says that the network policy alone guards them', () => {
  const { objects, problems, notes } = shop(({ server }) => {
    server.workload.mesh({ permissivePorts: [9090] });
    server.connections.allowFrom(Peers.cidr('192.168.0.0/16'));
  });
  expect(problems).toEqual([]);
  expect(objects.get('Deployment/server')).toMatchObject({
    spec: {
      template: {
        metadata: { annotations: { 'consul.hashicorp.com/transparent-proxy-exclude-inbound-ports': '9090' } },
      },
    },
  });
  expect(notes).toEqual([
    'connection.from: Forbidden: consul tells nobody apart who sends unencrypted requests: the network policy alone keeps port 9090 of shop/server to 192.168.0.0/16',
  ]);
});

test('refuses rules about requests on a port that takes unencrypted ones, which pass them by', () => {
  const { problems, fixes } = shop(({ chart, server }) => {
    server.workload.mesh({ permissivePorts: [9090] });
    service(chart, 'reader').connections.allowTo(server, { http: [{ methods: ['GET'] }] });
  });
  expect(problems).toEqual([
    'error connection.http: Forbidden: consul on test cannot express it: port 9090 takes unencrypted requests, which pass the proxy by: nothing looks at their methods and paths',
  ]);
  expect(fixes).toEqual(['keep the port strict (permissivePorts, mutualTls), or leave "http" out of the connection']);
});

test('lets one service be permissive where a chart owns the mesh, and refuses it elsewhere', () => {
  const permissive = shop(({ chart, server }) => {
    new MeshConfiguration(chart, 'mesh');
    server.workload.mesh({ mutualTls: 'permissive' });
  });
  expect(permissive.problems).toEqual([]);
  expect(permissive.objects.get('Mesh/mesh')).toMatchObject({
    metadata: { namespace: 'consul' },
    spec: { allowEnablingPermissiveMutualTLS: true },
  });
  expect(permissive.objects.get('ServiceDefaults/server')).toMatchObject({ spec: { mutualTLSMode: 'permissive' } });
  expect(permissive.objects.get('ServiceDefaults/client')).toMatchObject({ spec: { mutualTLSMode: 'strict' } });
  const ownerless = shop(({ server }) => server.workload.mesh({ mutualTls: 'permissive' }));
  expect(ownerless.objects.has('Mesh/mesh')).toBe(false);
  expect(ownerless.problems).toEqual([
    'error mesh.mutualTls: Forbidden: consul on test cannot express it: its Mesh must let services be permissive, and no chart of the tree owns the settings of the mesh',
  ]);
  expect(ownerless.fixes).toEqual([
    "let one chart own them: new MeshConfiguration(chart, 'mesh'), or name the ports: workload.mesh({ permissivePorts: […] })",
  ]);
});

test('refuses a client outside the mesh on a port that a permissive service does not open', () => {
  const { problems } = shop(({ chart, cluster }) => {
    new MeshConfiguration(chart, 'mesh');
    const office = new ClusterChart(cluster, 'office', { namespace: 'office' });
    const twofold = new WebService(office, 'twofold', {
      image: 'registry.example/twofold:1',
      port: Port.http(8080),
      ports: [Port.http(8081, { name: 'admin' })],
    });
    twofold.workload.mesh({ mutualTls: 'permissive' });
    twofold.connections.allowFrom(Peers.cidr('192.168.0.0/16'), { ports: ['admin'] });
  });
  expect(problems).toEqual([
    'error connection.from: Forbidden: consul on test cannot express it: a permissive service takes unencrypted requests on port 8080 alone, and 192.168.0.0/16 is to reach port 8081',
  ]);
});

test('exports a service to the clusters that are named, and lets none of their services in by that', () => {
  const { objects, problems } = shop(({ server }) => server.workload.mesh({ exported: true }), {
    peers: ['prod-use1', 'prod-apse1'],
  });
  expect(problems).toEqual([]);
  expect(objects.get('ExportedServices/default')?.spec).toEqual({
    services: [{ name: 'server', consumers: [{ peer: 'prod-use1' }, { peer: 'prod-apse1' }] }],
  });
  expect(objects.get('ServiceIntentions/server')).toMatchObject({
    spec: {
      sources: [
        { name: 'client' },
        { name: '*', action: 'deny' },
        { name: '*', peer: 'prod-use1', action: 'deny' },
        { name: '*', peer: 'prod-apse1', action: 'deny' },
      ],
    },
  });
  expect(shop(({ server }) => server.workload.mesh({ exported: true })).problems).toEqual([
    'error mesh.exported: Forbidden: consul on test cannot express it: a service is exported to clusters by name, and none is known that this one is peered with',
  ]);
});
