import {
  ClusterChart,
  consul,
  formatYaml,
  istio,
  linkerd,
  ManifestSet,
  Peers,
  Port,
  reachability,
  WebService,
  type ClusterProps,
  type Layer,
  type PortModel,
} from '../../../lib';
import { exampleFleet } from '../../example-fleet';

const monitoring = {
  namespace: 'monitoring',
  podLabels: { app: 'prometheus' },
  mesh: { serviceAccountName: 'prometheus' },
};
const gatewayApi = { version: '1.2', channel: 'experimental' } as const;
const clusters: Readonly<Record<string, Partial<ClusterProps>>> = {
  'no mesh': {},
  consul: { mesh: consul({ version: '2.0' }), gatewayApi },
  'istio ambient': { mesh: istio({ version: '1.28', mode: 'ambient' }), gatewayApi },
  'istio sidecar': { mesh: istio({ version: '1.28' }), gatewayApi },
  linkerd: { mesh: linkerd({ version: '2.19' }), gatewayApi },
};
const metrics = Port.http(9090, { name: 'metrics' });

describe.each(Object.entries(clusters))('a port for metrics on %s', (name, facts) => {
  const isConsul = name === 'consul';

  test('is for monitoring alone', () => {
    expect(open(facts, { ports: [Port.http(8080), metrics] })).toEqual([8080]);
    if (!isConsul) expect(monitored(facts, [Port.http(8080), metrics])).toBe(true);
  });

  test('is open to a client that names it', () => {
    if (isConsul) return; // It knows one port of a service.
    expect(open(facts, { ports: [Port.http(8080), metrics], asked: ['http', 'metrics'] })).toEqual([8080, 9090]);
  });

  test('serves clients, too, where it is the first or the only one', () => {
    expect(open(facts, { ports: [Port.http(9090)] })).toEqual([9090]);
    if (!isConsul) expect(open(facts, { ports: [Port.http(9090), Port.grpc(8080)] })).toEqual([8080, 9090]);
  });

  test('is for monitoring alone where it is the first and its name says so', () => {
    expect(open(facts, { ports: [metrics, Port.http(8080)] })).toEqual([8080]);
  });

  test('gets no requests of a canary, and no retries', () => {
    if (name === 'no mesh' || isConsul) return; // Consul's routes name services, each of one port.
    const { routes } = shop(facts, { ports: [Port.http(8080), metrics], split: true });
    expect(routes).toContain('8080');
    expect(routes).not.toContain('9090');
  });
});

test('a waypoint gets to a port for metrics only where a client names it', () => {
  const ambient = clusters['istio ambient'] ?? {};
  const opened = (asked?: readonly string[]): string | undefined =>
    shop(
      { ...ambient, network: { monitoring } },
      { ports: [Port.http(8080), metrics], split: true, ...(asked && { asked }) },
    )
      .texts.find((text) => /kind: AuthorizationPolicy[^]*\n {2}name: api\n/.test(text))
      ?.split('- from:')
      .find((rule) => rule.includes('/sa/waypoint'));
  expect(opened()).toContain('8080');
  expect(opened()).not.toContain('9090');
  expect(opened(['http', 'metrics'])).toContain('9090');
});

test('a limit of requests is for clients, not for those who scrape metrics', () => {
  const { texts } = shop(clusters['istio sidecar'] ?? {}, {
    ports: [Port.http(8080), metrics],
    allow: (api) => api.traffic.set({ rateLimit: { requestsPerSecond: 5 } }),
  });
  const ports = texts.find((text) => text.includes('kind: EnvoyFilter'))?.match(/portNumber: \d+/g);
  expect(ports).toEqual(['portNumber: 8080']);
});

test.each(['istio sidecar', 'istio ambient'])('%s: what is said of requests holds for the ports of clients', (name) => {
  const { texts } = shop(clusters[name] ?? {}, {
    ports: [Port.http(8080, { servicePort: 80 }), metrics],
    allow: (api) =>
      api.traffic.set({ outlierDetection: { consecutiveErrors: 3 }, circuitBreaker: { maxPendingRequests: 7 } }),
  });
  const rule = texts.find((text) => text.includes('kind: DestinationRule')) ?? '';
  expect(rule).toContain(
    '    portLevelSettings:\n      - loadBalancer:\n          simple: LEAST_REQUEST\n        port:\n          number: 9090\n',
  );
  expect(rule.match(/number: \d+/g)).toHaveLength(1);
  const whole = shop(clusters[name] ?? {}, {
    ports: [Port.http(9090)],
    allow: (api) => api.traffic.set({ circuitBreaker: { maxPendingRequests: 7 } }),
  });
  expect(whole.texts.find((text) => text.includes('kind: DestinationRule'))).not.toContain('portLevelSettings');
});

test('every port is open to monitoring that a workload allows by itself', () => {
  const { texts } = shop(
    { network: { monitoring } },
    { ports: [Port.http(8080), metrics], allow: (api) => api.connections.allowFrom(Peers.monitoring()) },
  );
  expect(texts.find((text) => text.includes('prometheus'))).toMatch(/prometheus[^]*port: 8080[^]*port: 9090/);
});

test('a workload is exposed on the first port that is not for metrics', () => {
  const network = {
    ingressControllers: [{ className: 'nginx', api: 'Ingress', namespace: 'nginx', podLabels: { app: 'nginx' } }],
  } as const;
  const { texts } = shop(
    { network },
    { ports: [metrics, Port.http(8080)], allow: (api) => api.expose({ hosts: ['api.example'] }) },
  );
  expect(texts.find((text) => text.includes('kind: Ingress'))).toContain('number: 8080');
});

interface ShopOptions {
  readonly ports: readonly PortModel[];
  readonly asked?: readonly string[];
  readonly split?: boolean;
  readonly allow?: (api: WebService) => unknown;
}

/** Which of both ports a client may open, at each layer alike. */
function open(facts: Partial<ClusterProps>, options: ShopOptions): readonly number[] {
  const { between } = shop(facts, options);
  const layers: readonly Layer[] = facts.mesh === undefined ? ['network'] : ['network', 'mesh', 'both'];
  const [first = [], ...others] = layers.map((layer) => between('shop/web', layer));
  for (const other of others) expect(other).toEqual(first);
  return first;
}

function monitored(facts: Partial<ClusterProps>, ports: readonly PortModel[]): boolean {
  const { texts } = shop({ ...facts, network: { monitoring } }, { ports });
  return texts.some((text) => text.includes('kind: NetworkPolicy') && /prometheus[^]*port: 9090/.test(text));
}

function shop(facts: Partial<ClusterProps>, { ports, asked, split = false, allow = () => undefined }: ShopOptions) {
  const rendered = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const service = (id: string) =>
      new WebService(chart, id, {
        image: `registry.example/${id}:1`,
        ports,
        metrics: { port: 9090 },
        resources: { requests: { cpu: '1', memory: '1Mi' }, limits: { memory: '1Mi' } },
      });
    const api = service('api');
    new WebService(chart, 'web', { image: 'registry.example/web:1', port: Port.http(80) }).connections.allowTo(
      api,
      asked === undefined ? {} : { ports: asked },
    );
    if (split) {
      const canary = service('canary');
      api.traffic.set({ split: [{ to: canary, weight: 10 }] });
      api.traffic.set({ retries: { attempts: 2, on: ['5xx'] } }, { onUnsupported: 'warn' });
    }
    allow(api);
  }, facts).render('test');
  expect(rendered.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { mesh } = rendered.cluster;
  const tree = new ManifestSet(rendered.manifests);
  const routeKinds = ['VirtualService', 'HTTPRoute', 'ServiceSplitter', 'ServiceRouter', 'ServiceIntentions'];
  return {
    texts: rendered.manifests.map(({ manifest }) => formatYaml(manifest)),
    routes: rendered.manifests
      .filter(({ manifest }) => routeKinds.includes(manifest.kind))
      .map(({ manifest }) => formatYaml(manifest))
      .join(),
    between: (from: string, layer: Layer): readonly number[] => {
      const { allowed } = reachability(tree, { layer, ...(mesh === undefined ? {} : { mesh }) }).between(
        from,
        'shop/api',
      );
      return [8080, 9090].filter((port) => allowed.includesPort('TCP', port));
    },
  };
}
