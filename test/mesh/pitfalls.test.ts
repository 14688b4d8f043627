import { Duration } from 'cdk8s';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  BatchJob,
  ClusterChart,
  consul,
  ExternalService,
  istio,
  linkerd,
  Port,
  WebService,
  type ClusterProps,
  type Manifest,
} from '../../lib';
import { allChecks } from '../../lib/checks/all-checks';
import { runChecks } from '../../lib/checks/run-checks';
import { readFixture } from '../checks/fixture';
import { meshShop, onIstio, type MeshShop } from './mesh-shop';

/**
 * What goes wrong in meshes. Each pitfall is either not in what the tempting declaration renders to, or found by a check in
 * hand-written YAML; most are both.
 */

interface Declared {
  readonly title: string;
  readonly props: Partial<ClusterProps>;
  /** What tempts. */
  readonly declare?: (shop: MeshShop) => unknown;
  /** Object that the trap would be in. */
  readonly object: string;
  /** What its YAML has instead. */
  readonly has?: readonly string[];
  /** What it must not have: the trap. */
  readonly lacks?: readonly string[];
}

interface Refused {
  readonly title: string;
  readonly props: Partial<ClusterProps>;
  readonly declare: (shop: MeshShop) => unknown;
  /** Id and path of the error. */
  readonly error: string;
}

const gatewayApi = { version: '1.5', channel: 'standard' } as const;
const onAmbient = { mesh: istio({ version: '1.30', mode: 'ambient', trustDomain: 'example.org' }), gatewayApi };
const onLinkerd = { mesh: linkerd({ version: '2.20', cni: true }), gatewayApi };
const onConsul = { mesh: consul({ version: '2.0', cni: true }) };
const monitoring = {
  namespace: 'monitoring',
  podLabels: { app: 'prometheus' },
  mesh: { serviceAccountName: 'prometheus' },
};

const withHttpRule = ({ server, service }: MeshShop) =>
  service('reader').connections.allowTo(server, { http: [{ methods: ['GET'], paths: ['/items/*'] }] });

const scraped = ({ chart }: MeshShop) =>
  new WebService(chart, 'scraped', {
    image: 'registry.example/scraped:1',
    ports: [Port.http(8080), Port.http(9102, { name: 'metrics' })],
    metrics: { port: 'metrics' },
  });

const probed = ({ chart, client }: MeshShop) => {
  const web = new WebService(chart, 'probed', {
    image: 'registry.example/probed:1',
    port: Port.http(8080),
    probes: { readiness: { httpGet: { path: '/ready' } } },
  });
  client.connections.allowTo(web, { http: [{ methods: ['GET'], paths: ['/items/*'] }] });
};

const split = ({ server, service }: MeshShop) =>
  server.traffic.set({ split: [{ to: service('canary', Port.http(9090, { servicePort: 80 })), weight: 10 }] });

const declared: readonly Declared[] = [
  {
    title:
      'P1: the port of the node’s proxy, and the address that its probes come from, pass the network policies of ambient pods',
    props: onAmbient,
    declare: probed,
    object: 'NetworkPolicy/probed',
    has: ['15008', '169.254.7.127/32'],
  },
  {
    title: 'P2: network policies let the port of Linkerd’s proxy through',
    props: onLinkerd,
    object: 'NetworkPolicy/server',
    has: ['4143'],
  },
  {
    title: 'P3: network policies let the port of Consul’s proxy through',
    props: onConsul,
    object: 'NetworkPolicy/server',
    has: ['20000'],
  },
  {
    title: 'P4: isolation leaves the way to Istio’s control plane open',
    props: onIstio,
    object: 'NetworkPolicy/client',
    has: ['15012'],
  },
  {
    title: 'P4: isolation leaves the way to Linkerd’s control plane open',
    props: onLinkerd,
    object: 'NetworkPolicy/client',
    has: ['8080', '8086', '8090'],
  },
  {
    title: 'P4: isolation leaves the way to Consul’s servers open',
    props: onConsul,
    object: 'NetworkPolicy/client',
    has: ['8502'],
  },
  {
    title: 'P5: rules for DNS name the port of the DNS pods, which need not be 53',
    props: {
      ...onIstio,
      network: {
        dns: {
          namespace: 'openshift-dns',
          podLabels: { dns: 'default' },
          ports: [{ protocol: 'UDP', port: 5353 }],
        },
      },
    },
    object: 'NetworkPolicy/client',
    has: ['5353'],
    lacks: ['"port":53,', '"port":53}'],
  },
  {
    title: 'P6: a scraper reaches the merged metrics of the proxy',
    props: { ...onIstio, network: { monitoring } },
    declare: scraped,
    object: 'NetworkPolicy/scraped',
    has: ['15020', '15090'],
  },
  {
    title: 'P7: the network refuses what the mesh refuses: egress of an isolated workload is limited by both',
    props: onIstio,
    object: 'NetworkPolicy/client',
    has: ['"policyTypes":["Ingress","Egress"]'],
  },
  {
    title: 'P8: a split names Services, never subsets that a DestinationRule must define first',
    props: onIstio,
    declare: split,
    object: 'VirtualService/server',
    has: ['canary.shop.svc.cluster.local'],
    lacks: ['subset'],
  },
  {
    title: 'P10: a DestinationRule leaves encryption to the mesh',
    props: onIstio,
    declare: ({ server }) => server.traffic.set({ circuitBreaker: { maxRequests: 5 } }),
    object: 'DestinationRule/server',
    lacks: ['"tls"'],
  },
  {
    title: 'P12: a VirtualService says that it is for the mesh',
    props: onIstio,
    declare: split,
    object: 'VirtualService/server',
    has: ['"gateways":["mesh"]'],
  },
  {
    title: 'P13: ports that take unencrypted requests come with a selector, as container ports',
    props: onIstio,
    declare: ({ server }) => server.workload.mesh({ permissivePorts: [9090] }),
    object: 'PeerAuthentication/server',
    has: ['"selector"', '"9090"'],
  },
  {
    title: 'P15, P16: the ports of a headless Service say what they speak',
    props: onIstio,
    declare: ({ chart }) =>
      new WebService(chart, 'peers', {
        image: 'registry.example/peers:1',
        port: Port.grpc(7000),
        service: { spec: { clusterIP: 'None' } },
      }),
    object: 'Service/peers',
    has: ['"appProtocol":"grpc"', '"clusterIP":"None"'],
  },
  {
    title: 'P17: Linkerd does not wait for a client to speak first where the server does',
    props: onLinkerd,
    declare: ({ service }) => service('database', Port.tcp(5433)),
    object: 'Service/database',
    has: ['"appProtocol":"linkerd.io/opaque"'],
  },
  {
    title: 'P18: the default refuses everybody: no rule, rather than an empty one',
    props: onIstio,
    object: 'AuthorizationPolicy/default-deny',
    has: ['"spec":{}'],
    lacks: ['rules'],
  },
  {
    title: 'P19: authorization allows what is declared, and denies nothing by what only HTTP has',
    props: onIstio,
    declare: withHttpRule,
    object: 'AuthorizationPolicy/server',
    has: ['"action":"ALLOW"', '"methods":["GET"]'],
    lacks: ['DENY'],
  },
  {
    title: 'P20: a scraper in the mesh is let in where any rule refuses everybody else',
    props: { ...onAmbient, network: { monitoring } },
    declare: scraped,
    object: 'AuthorizationPolicy/scraped',
    has: ['example.org/ns/monitoring/sa/prometheus', '"9102"'],
  },
  {
    title: 'P21: methods and paths are a waypoint’s, never those of the proxy of a node',
    props: onAmbient,
    declare: withHttpRule,
    object: 'AuthorizationPolicy/server',
    lacks: ['methods', 'paths'],
  },
  {
    title: 'P22: the Service whose rules a waypoint has is labelled for it',
    props: onAmbient,
    declare: withHttpRule,
    object: 'Service/server',
    has: ['"istio.io/use-waypoint":"waypoint"'],
  },
  {
    title: 'P23: the pods behind a waypoint let the waypoint in',
    props: onAmbient,
    declare: withHttpRule,
    object: 'AuthorizationPolicy/server',
    has: ['example.org/ns/shop/sa/waypoint'],
  },
  {
    title:
      'P25: a Sidecar lists the hosts that are called, those of the control plane, and those outside, on every port',
    props: { ...onIstio, cni: 'cilium' },
    declare: ({ chart, client }) =>
      client.connections.allowTo(new ExternalService(chart, 'payments', { hosts: ['api.payments.example'] }).peer),
    object: 'Sidecar/client',
    has: ['./server.shop.svc.cluster.local', 'istio-system/*', './api.payments.example'],
    lacks: ['"port"'],
  },
  {
    title: 'P27: failover between zones comes with outlier detection of all pods',
    props: onIstio,
    declare: ({ server }) => server.traffic.set({ localityFailover: true }),
    object: 'DestinationRule/server',
    has: ['"maxEjectionPercent":100', '"enabled":true'],
  },
  {
    title: 'P27: outlier detection does not turn failover between zones on',
    props: onIstio,
    declare: ({ server }) => server.traffic.set({ outlierDetection: { consecutiveErrors: 3 } }),
    object: 'DestinationRule/server',
    has: ['"localityLbSetting":{"enabled":false}'],
  },
  {
    title: 'P31: routes have parents of the group of Service, as every version takes it',
    props: onLinkerd,
    declare: split,
    object: 'HTTPRoute/server-http',
    has: ['"parentRefs":[{"group":"","kind":"Service"'],
    lacks: ['ServiceProfile', 'URLRewrite', 'RequestMirror'],
  },
  {
    title: 'P32: a route is in the namespace of its Service, so that it is for all clients',
    props: onLinkerd,
    declare: split,
    object: 'HTTPRoute/server-http',
    has: ['"namespace":"shop"'],
  },
  {
    title: 'P34: a route to a Service of another namespace comes with the grant for it',
    props: onLinkerd,
    declare: ({ cluster, server }) => {
      const next = new ClusterChart(cluster, 'next', { namespace: 'next' });
      const canary = new WebService(next, 'canary', { image: 'registry.example/canary:1', port: Port.http(9090) });
      server.traffic.set({ split: [{ to: canary, weight: 5 }] });
    },
    object: 'ReferenceGrant/canary-from-shop-server',
    has: ['"namespace":"next"', '"kind":"HTTPRoute"'],
  },
  {
    title: 'P35: routes of Consul come with the protocol that they need',
    props: onConsul,
    declare: split,
    object: 'ServiceDefaults/server',
    has: ['"protocol":"http"'],
  },
  {
    title: 'P37: pods of Consul run as the account of their service',
    props: onConsul,
    object: 'Deployment/server',
    has: ['"serviceAccountName":"server"', '"consul.hashicorp.com/kubernetes-service":"server"'],
  },
  {
    title: 'P39: no container runs as the user of a proxy',
    props: onIstio,
    object: 'Deployment/server',
    has: ['"runAsNonRoot":true'],
    lacks: ['1337'],
  },
];

test.each(declared)('$title', ({ props, declare, object, has = [], lacks = [] }) => {
  const { objects, findings } = meshShop(declare, props);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect([...objects.keys()]).toContain(object);
  const text = JSON.stringify(inOrder(objects.get(object)));
  for (const part of has) expect(text).toContain(part);
  for (const part of lacks) expect(text).not.toContain(part);
});

const kinds = ({ objects }: ReturnType<typeof meshShop>) =>
  new Set([...objects.values()].map(({ kind }: Manifest) => kind));

test('P24: ambient mode has no objects that only sidecars read', () => {
  const shop = meshShop((parts) => {
    split(parts);
    parts.server.traffic.set({ timeout: Duration.seconds(2), circuitBreaker: { maxRequests: 5 } });
  }, onAmbient);
  expect(kinds(shop)).toContain('HTTPRoute');
  for (const kind of ['EnvoyFilter', 'VirtualService', 'Sidecar']) expect(kinds(shop)).not.toContain(kind);
});

test('P30: nothing of what overrides routes is made for Linkerd', () => {
  const shop = meshShop(
    ({ server }) => server.traffic.set({ retries: { attempts: 2, on: ['5xx'] }, timeout: Duration.seconds(2) }),
    onLinkerd,
  );
  expect(kinds(shop)).not.toContain('ServiceProfile');
});

test('P28: a probe passes the Server that a rule about requests makes', () => {
  const { objects } = meshShop(probed, onLinkerd);
  const all = JSON.stringify([...objects.values()].filter(({ kind }) => kind !== 'Deployment'));
  for (const part of ['"/ready"', '0.0.0.0/0', '::/0']) expect(all).toContain(part);
});

const refused: readonly Refused[] = [
  {
    title: 'P14: a client outside the mesh of a workload for encrypted requests alone is refused',
    props: onIstio,
    declare: ({ server, service }) => {
      const legacy = service('legacy');
      legacy.workload.mesh({ enrolled: false });
      legacy.connections.allowTo(server);
    },
    error: 'unsupported-mesh-client mesh.mutualTls',
  },
  {
    title: 'P31: mirroring is refused on Linkerd, which would ignore the whole route',
    props: onLinkerd,
    declare: ({ server, service }) => server.traffic.set({ mirror: { to: service('shadow'), percent: 5 } }),
    error: 'unsupported-mesh-intent traffic.mirror',
  },
  {
    title: 'P33: retries of routes are refused where the cluster’s definitions would prune them',
    props: onAmbient,
    declare: ({ server }) => server.traffic.set({ retries: { attempts: 2, on: ['5xx'] } }),
    error: 'unsupported-mesh-intent traffic.retries',
  },
  {
    title: 'P40: a namespace that refuses the init container of a mesh is refused without its CNI plugin',
    props: { mesh: linkerd({ version: '2.20', cni: false }), gatewayApi },
    declare: () => undefined,
    error: 'unsupported-mesh-enrolment metadata.labels[pod-security.kubernetes.io/enforce]',
  },
  {
    title: 'P41: a job beside a proxy that never ends is refused',
    props: { mesh: linkerd({ version: '2.20', cni: true, nativeSidecars: false }), gatewayApi },
    declare: ({ chart }) => new BatchJob(chart, 'migrate', { image: 'registry.example/migrate:1' }),
    error: 'unsupported-mesh-enrolment spec.template.spec.containers',
  },
  {
    title: 'P42: a proxy that drains for longer than its pod may take to end is refused',
    props: onIstio,
    declare: ({ server }) => server.workload.mesh({ drain: Duration.seconds(31) }),
    error: 'unsupported-mesh-drain mesh.drain',
  },
];

test.each(refused)('$title', ({ props, declare, error }) => {
  const { findings } = meshShop(declare, props);
  expect(findings.filter(({ severity }) => severity === 'error').map(({ id, path }) => `${id} ${path}`)).toContain(
    error,
  );
});

/** The checks that find each pitfall in YAML that others wrote. */
const found: Readonly<Record<string, readonly string[]>> = {
  P1: ['require-mesh-ports-in-network-policy'],
  P2: ['require-mesh-ports-in-network-policy'],
  P4: ['require-mesh-control-plane-egress'],
  P8: ['no-istio-unknown-subset'],
  P9: ['no-istio-inert-subset', 'require-istio-subset-pods'],
  P10: ['no-istio-plain-client-of-strict-host'],
  P11: ['unique-istio-mesh-host'],
  P13: ['valid-istio-peer-authentication'],
  P16: ['require-mesh-port-protocol'],
  P17: ['no-linkerd-opaque-app-protocol'],
  P18: ['no-istio-allow-all'],
  P19: ['no-istio-http-rule-on-tcp-port'],
  P21: ['valid-istio-ambient-policy'],
  P22: ['require-istio-waypoint'],
  P23: ['no-istio-client-rule-behind-waypoint'],
  P24: ['no-istio-envoy-filter-in-ambient'],
  P25: ['require-istio-sidecar-hosts', 'valid-istio-sidecar'],
  P26: ['unique-istio-sidecar'],
  P27: ['require-istio-outlier-detection'],
  P28: ['require-linkerd-probe-authorization'],
  P29: ['unique-linkerd-server-port'],
  P30: ['no-linkerd-service-profile-beside-route'],
  P31: ['no-linkerd-unsupported-filter'],
  P32: ['no-linkerd-consumer-route'],
  P33: ['no-experimental-route-field', 'no-mesh-ignored-route-kind'],
  P34: ['require-reference-grant'],
  P35: ['require-consul-http-protocol', 'no-consul-mixed-protocols'],
  P36: ['valid-consul-singleton-name', 'no-consul-enterprise-field'],
  P37: ['require-consul-service-account'],
  P39: ['no-mesh-proxy-user'],
  P40: ['no-mesh-init-in-restricted-namespace'],
  P41: ['require-mesh-native-sidecar'],
  P42: ['require-mesh-drain-time'],
  P43: ['require-istio-explicit-retries'],
};

const rows = Object.entries(found).flatMap(([pitfall, ids]) => ids.map((id) => [pitfall, id] as const));

test.each(rows)('%s in hand-written YAML is found by %s', (_, id) => {
  const check = allChecks.find((each) => each.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  const folder = join(__dirname, '../checks', id);
  const fixtures = readdirSync(folder).filter((file) => file.startsWith('fail.'));
  expect(fixtures).not.toEqual([]);
  for (const fixture of fixtures) {
    const { manifests, cluster } = readFixture(join(folder, fixture), check);
    const { findings } = runChecks({ manifests, cluster, profile: 'strict' });
    expect(findings.map((finding) => finding.id)).toContain(id);
  }
});

test('every pitfall that manifests show has a row', () => {
  const titles = [...declared, ...refused].map(({ title }) => title);
  const alone = ['P24', 'P28', 'P30'];
  const covered = new Set([...titles.flatMap((title) => title.match(/P\d+/g) ?? []), ...Object.keys(found), ...alone]);
  const all = Array.from({ length: 43 }, (_, index) => `P${index + 1}`);
  // P38 is about annotations that this library never writes, and that no check could tell from wanted ones.
  expect(all.filter((pitfall) => !covered.has(pitfall))).toEqual(['P38']);
});

/** Keys in the order of their names, as the files have them. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, inOrder(item)]),
  );
}
