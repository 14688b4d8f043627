import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  ClusterChart,
  Config,
  consul,
  ExternalService,
  formatYaml,
  istio,
  linkerd,
  MeshConfiguration,
  NetworkGuardRail,
  Peers,
  Port,
  WebService,
  type ClusterProps,
  type ClusterScope,
} from '../../lib';
import { cniFacts } from '../../lib/fleet/cni';
import { exampleFleet } from '../example-fleet';

const gatewayApi = { version: '1.5', channel: 'experimental' } as const;
const network = {
  monitoring: {
    namespace: 'monitoring',
    podLabels: { app: 'prometheus' },
    mesh: { serviceAccountName: 'prometheus' },
  },
  ingressControllers: [
    {
      className: 'nginx',
      api: 'Ingress',
      namespace: 'nginx',
      podLabels: { app: 'nginx' },
      mesh: { serviceAccountName: 'nginx' },
    },
  ],
  apiServer: { cidrs: ['10.0.0.1/32', '10.0.0.2/32'], port: 443 },
} as const;
const cni = cniFacts('calico', { adminPolicy: 'ClusterNetworkPolicy' });
const clusters: Readonly<Record<string, Partial<ClusterProps>>> = {
  'no mesh': { network, cni },
  'gateway api': { network, cni, gatewayApi: { ...gatewayApi, gamma: true } },
  consul: {
    network,
    cni,
    gatewayApi,
    mesh: consul({
      version: '2.0',
      edition: 'enterprise',
      terminatingGateway: 'terminating-gateway',
      peers: ['west', 'east'],
    }),
  },
  'istio ambient': { network, cni, gatewayApi, mesh: istio({ version: '1.30', mode: 'ambient' }) },
  'istio sidecar': { network, cni, gatewayApi, mesh: istio({ version: '1.30' }) },
  linkerd: { network, cni, gatewayApi, mesh: linkerd({ version: '2.20' }) },
};

describe.each(Object.entries(clusters))('on %s', (_, facts) => {
  test('any order of statements makes the same bytes', () => {
    const inOrder = bytes(facts, names, statements.keys());
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...names], { minLength: names.length }),
        fc.shuffledSubarray([...statements.keys()], { minLength: statements.length }),
        (workloads, order) => {
          expect(bytes(facts, workloads, order)).toEqual(inOrder);
        },
      ),
      { numRuns: Number(process.env.ORDERS ?? 25) },
    );
  });
});

const names = ['shop/web', 'shop/api', 'shop/canary', 'office/desk', 'office/batch', 'vault/keys'] as const;
type Name = (typeof names)[number];

interface Parts {
  readonly cluster: ClusterScope;
  readonly chart: (namespace: string) => ClusterChart;
  readonly of: (name: Name) => WebService;
}

/** What can be said of the workloads, each once: connections, traffic, exposures, policies of the mesh. */
const statements: readonly ((parts: Parts) => unknown)[] = [
  ({ of }) => of('shop/web').connections.allowTo(of('shop/api')),
  ({ of }) => of('shop/api').connections.allowTo(of('vault/keys'), { ports: ['http'] }),
  ({ of }) => of('office/desk').connections.allowTo(of('shop/api'), { ports: ['http'] }),
  ({ of }) => of('office/desk').connections.allowTo(of('vault/keys'), { http: [{ methods: ['GET'] }] }),
  ({ of }) => of('office/batch').connections.allowTo(of('vault/keys'), { http: [{ methods: ['GET'] }] }),
  ({ of }) => of('office/batch').connections.allowTo(of('shop/api')),
  ({ of }) => of('shop/web').connections.allowTo(of('vault/keys'), { http: [{ paths: ['/items', '/orders/*'] }] }),
  ({ of }) => of('shop/api').connections.allowFrom(Peers.namespace('vault')),
  ({ of }) => of('shop/api').connections.allowFrom(Peers.namespace('office')),
  ({ of }) => of('shop/web').connections.allowFrom(Peers.monitoring()),
  ({ of }) => of('shop/web').connections.allowTo(Peers.cidr('203.0.113.0/24'), { ports: [443] }),
  ({ of }) => of('shop/web').connections.allowTo(Peers.cidr('198.51.100.0/24'), { ports: [443, 80] }),
  ({ of }) => of('shop/web').connections.allowTo(Peers.apiServer()),
  ({ of }) => of('shop/web').expose({ hosts: ['shop.example'] }),
  ({ of }) => of('office/desk').expose({ hosts: ['desk.example'] }),
  ({ of }) => of('shop/api').traffic.set({ split: [{ to: of('shop/canary'), weight: 10 }] }, { onUnsupported: 'warn' }),
  ({ of }) => of('shop/api').traffic.set({ timeout: Duration.seconds(2) }, { onUnsupported: 'warn' }),
  ({ of }) => of('shop/api').traffic.set({ retries: { attempts: 2, on: ['5xx'] } }, { onUnsupported: 'warn' }),
  ({ of }) => of('vault/keys').traffic.set({ circuitBreaker: { maxConnections: 9 } }, { onUnsupported: 'warn' }),
  ({ of }) => of('vault/keys').traffic.set({ outlierDetection: { consecutiveErrors: 3 } }, { onUnsupported: 'warn' }),
  ({ of }) => of('vault/keys').mesh({ exported: true }),
  ({ of }) => of('shop/api').mesh({ exported: true }),
  ({ of }) => of('shop/web').mesh({ permissivePorts: [8080] }),
  ({ of }) => of('shop/web').mesh({ drain: Duration.seconds(10) }, { onUnsupported: 'warn' }),
  ({ chart, of }) => {
    const { peer } = new ExternalService(chart('shop'), 'partner', {
      hosts: ['b.partner.example', 'a.partner.example'],
      ports: [{ name: 'tls', port: 443, application: 'tls' }],
      cidrs: ['203.0.113.9/32'],
    });
    for (const name of ['office/desk', 'shop/api'] as const) of(name).connections.allowTo(peer);
  },
  ({ chart, of }) => {
    const { peer } = new ExternalService(chart('office'), 'bank', {
      hosts: ['bank.example'],
      ports: [{ name: 'tls', port: 443, application: 'tls' }],
      cidrs: ['203.0.113.8/32'],
    });
    for (const name of ['shop/web', 'office/batch'] as const) of(name).connections.allowTo(peer);
  },
  ({ chart }) => new Config(chart('shop'), 'settings', { data: { a: '1' } }),
  ({ chart }) => new Config(chart('office'), 'settings', { data: { b: '2' } }),
  ({ chart }) =>
    new NetworkGuardRail(chart('shop'), 'no-office', {
      priority: 10,
      ingress: [{ action: 'Deny', peers: [Peers.namespace('elsewhere')] }],
    }),
  ({ chart }) =>
    new NetworkGuardRail(chart('office'), 'no-vault', {
      priority: 11,
      ingress: [{ action: 'Deny', peers: [Peers.namespace('nowhere')] }],
    }),
  ({ chart }) =>
    new MeshConfiguration(chart('shop'), 'mesh', {
      accessLogs: {},
      tracing: { percent: 5 },
      onUnsupported: 'warn',
    }),
];

/** What a cluster says, object by object, where workloads and statements stand in an order. */
function bytes(facts: Partial<ClusterProps>, workloads: readonly Name[], order: Iterable<number>): readonly string[] {
  const { manifests } = exampleFleet((cluster) => {
    const charts = new Map<string, ClusterChart>();
    const chart = (namespace: string): ClusterChart => {
      const present = charts.get(namespace) ?? new ClusterChart(cluster, namespace, { namespace });
      charts.set(namespace, present);
      return present;
    };
    const made = new Map(workloads.map((name) => [name, service(chart, name)]));
    const of = (name: Name): WebService => {
      const found = made.get(name);
      if (found === undefined) throw new Error(name);
      return found;
    };
    for (const index of order) statements[index]?.({ cluster, chart, of });
  }, facts).render('test');
  return manifests.map(({ manifest, chart }) => `# ${chart}\n${formatYaml(manifest)}`).sort();
}

function service(chart: (namespace: string) => ClusterChart, name: Name): WebService {
  const [namespace = '', id = ''] = name.split('/');
  return new WebService(chart(namespace), id, {
    image: `registry.example/${id}:1`,
    ports: [Port.http(8080), Port.http(9090, { name: 'admin' })],
    metrics: { port: 9090 },
  });
}
