import { ClusterChart, ExternalService, MeshConfiguration, Peers } from '../../../lib';
import { Field } from '../../../lib/manifest/objects/field';
import { service, shop, type Shop } from './shop';

const onCilium = { cni: 'cilium' } as const;

function allowExternal(props: ConstructorParameters<typeof ExternalService>[2]) {
  return ({ chart, client }: Shop) => client.connections.allowTo(new ExternalService(chart, 'partner', props).peer);
}

test('sends requests to an external service through the terminating gateway, for those who may ask it', () => {
  const { objects, problems, notes } = shop(
    allowExternal({ hosts: ['api.partner.example'] }),
    { terminatingGateway: 'egress' },
    onCilium,
  );
  expect(problems).toEqual([]);
  expect(objects.get('ServiceDefaults/partner')?.spec).toEqual({
    protocol: 'tcp',
    destination: { addresses: ['api.partner.example'], port: 443 },
  });
  expect(objects.get('ServiceIntentions/partner')?.spec).toEqual({
    destination: { name: 'partner' },
    sources: [
      { name: 'client', action: 'allow' },
      { name: '*', action: 'deny' },
    ],
  });
  expect(objects.get('TerminatingGateway/egress')).toMatchObject({
    metadata: { namespace: 'consul' },
    spec: { services: [{ name: 'partner' }] },
  });
  expect(JSON.stringify(objects.get('NetworkPolicy/client'))).toContain('"port":8443');
  expect(notes).toEqual([
    'connection.to: Required value: consul on test needs a terminating gateway "egress" whose ACL role may write the services partner',
  ]);
});

test('makes a service of each port, and goes by address where nothing carries a name', () => {
  const { objects, problems } = shop(
    allowExternal({
      hosts: ['partner.example'],
      cidrs: ['203.0.113.7/32', '203.0.113.8/32'],
      ports: [
        { name: 'http', port: 80, application: 'http' },
        { name: 'db', port: 5432, application: 'tcp' },
      ],
    }),
    { terminatingGateway: 'egress' },
  );
  expect(problems).toEqual([]);
  expect(objects.get('ServiceDefaults/partner-http')?.spec).toEqual({
    protocol: 'http',
    destination: { addresses: ['partner.example'], port: 80 },
  });
  expect(objects.get('ServiceDefaults/partner-db')?.spec).toEqual({
    protocol: 'tcp',
    destination: { addresses: ['203.0.113.7', '203.0.113.8'], port: 5432 },
  });
  expect(objects.get('TerminatingGateway/egress')).toMatchObject({
    spec: { services: [{ name: 'partner-http' }, { name: 'partner-db' }] },
  });
});

test.each([
  [
    'a wildcard',
    { hosts: ['*.partner.example'] },
    'it knows hosts by their full names, not "*.partner.example" (ExternalService partner)',
  ],
  [
    'a range of addresses for bare TCP',
    {
      hosts: ['partner.example'],
      cidrs: ['203.0.113.0/24'],
      ports: [{ name: 'db', port: 5432, application: 'tcp' as const }],
    },
    'connections of protocol tcp carry no name, so that they go by address (ExternalService partner)',
  ],
])('refuses %s', (_, props, reason) => {
  const { problems, objects } = shop(allowExternal(props), { terminatingGateway: 'egress' }, onCilium);
  expect(problems).toEqual([`error connection.to: Forbidden: consul on test cannot express it: ${reason}`]);
  expect(objects.has('TerminatingGateway/egress')).toBe(false);
});

test('refuses an external service of the name of a workload', () => {
  const { problems } = shop(
    ({ cluster, client }) => {
      const office = new ClusterChart(cluster, 'office', { namespace: 'office' });
      client.connections.allowTo(new ExternalService(office, 'server', { hosts: ['server.example'] }).peer);
    },
    { terminatingGateway: 'egress' },
    onCilium,
  );
  expect(problems).toEqual([
    'error metadata.name: Duplicate value: "server": ExternalService office/server has that name in Consul, whose one namespace all of Kubernetes shares: their clients would be mixed up',
  ]);
});

test('lets nothing out that is not declared, and what is declared by its address', () => {
  const { objects, problems } = shop(({ chart, client }) => {
    new MeshConfiguration(chart, 'mesh', { egress: 'declared' });
    client.connections.allowTo(Peers.cidr('192.168.0.0/16')).allowTo(Peers.cidr('10.20.0.0/16'));
  });
  expect(problems).toEqual([]);
  expect(objects.get('Mesh/mesh')).toMatchObject({ spec: { transparentProxy: { meshDestinationsOnly: true } } });
  const annotations = Field.at('', objects.get('Deployment/client')).at('spec', 'template', 'metadata', 'annotations');
  expect(annotations.entry('consul.hashicorp.com/transparent-proxy-exclude-outbound-cidrs').text).toBe(
    '10.20.0.0/16,192.168.0.0/16',
  );
});

test('refuses what would be locked in although it is declared', () => {
  const { problems } = shop(
    ({ chart, client }) => {
      new MeshConfiguration(chart, 'mesh', { egress: 'declared' });
      const legacy = service(chart, 'legacy');
      legacy.workload.mesh({ enrolled: false });
      client.connections
        .allowTo(legacy)
        .allowTo(Peers.cidr('192.168.0.0/16', { except: ['192.168.7.0/24'] }))
        .allowTo(new ExternalService(chart, 'partner', { hosts: ['api.partner.example'] }).peer);
    },
    {},
    onCilium,
  );
  const refused = 'Forbidden: consul on test cannot express it';
  expect(problems).toEqual([
    `error mesh.egress: ${refused}: proxies let nothing out that the mesh does not know, and shop/legacy is not enrolled`,
    `error mesh.egress: ${refused}: proxies let nothing out that the mesh does not know, and it cannot leave 192.168.7.0/24 out of 192.168.0.0/16`,
    `error connection.to: ${refused}: no terminating gateway is installed (ExternalService partner)`,
  ]);
});

test('warns that the API server is mostly asked at the address of its Service', () => {
  const { problems, fixes } = shop(
    ({ chart, client }) => {
      new MeshConfiguration(chart, 'mesh', { egress: 'declared' });
      client.connections.allowTo(Peers.apiServer());
    },
    {},
    { network: { apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 } } },
  );
  expect(problems).toEqual([
    'warning mesh.egress: Required value: proxies let requests to the API server out by its own addresses: that of Service default/kubernetes, which clients use by default, is not known',
  ]);
  expect(fixes).toEqual(["name it, too: connections.allowTo(Peers.cidr('10.96.0.1/32'))"]);
});

test('leaves the whole mesh alone where no chart owns its settings', () => {
  const { objects } = shop();
  expect([...objects.keys()].filter((key) => /^(Mesh|ProxyDefaults)\//.test(key))).toEqual([]);
});

test('says which collectors and outputs there are', () => {
  const { problems } = shop(
    ({ chart }) =>
      new MeshConfiguration(chart, 'mesh', {
        accessLogs: { provider: 'loki' },
        tracing: { percent: 5, provider: 'x' },
      }),
    {
      collectors: { zipkin: { host: 'z.o', port: 9411, pods: { namespace: 'o', podLabels: { a: 'z' }, port: 9411 } } },
    },
  );
  expect(problems).toEqual([
    'error mesh.accessLogs.provider: Unsupported value: "loki": supported values: "stdout", "stderr": Consul has no providers, and writes to stdout',
    'error mesh.tracing.provider: Not found: "x": must be one of the collectors of test, "zipkin": no traces are sent',
  ]);
});
