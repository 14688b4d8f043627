import {
  ClusterChart,
  consul,
  istio,
  linkerd,
  ManifestSet,
  Port,
  reachability,
  WebService,
  type ClusterProps,
  type PortModel,
  type TrafficPolicy,
} from '../../../lib';
import { exampleFleet } from '../../example-fleet';

const gatewayApi = { version: '1.6', channel: 'experimental' } as const;
const meshes: Readonly<Record<string, Partial<ClusterProps>>> = {
  'istio sidecar': { mesh: istio({ version: '1.28' }), gatewayApi },
  'istio ambient': { mesh: istio({ version: '1.28', mode: 'ambient' }), gatewayApi },
  linkerd: { mesh: linkerd({ version: '2.19' }), gatewayApi: { version: '1.2', channel: 'standard' } },
  'gateway api': { gatewayApi: { ...gatewayApi, gamma: true } },
};
const ports = [Port.http(8080), Port.http(9090, { name: 'admin' })];

describe.each(Object.entries(meshes))('a split of a workload with two ports on %s', (name, cluster) => {
  test('sends the requests of each port to its counterpart', () => {
    const { routes, errors } = shop(cluster, { canary: ports });
    expect(errors).toEqual([]);
    expect(routes).toEqual(['8080 -> api:8080 + canary:8080', '9090 -> api:9090 + canary:9090']);
  });

  test('opens the counterparts to the clients, at each layer and over both', () => {
    for (const layer of layersOf(cluster)) {
      const allowed = shop(cluster, { canary: ports }).proof(layer);
      expect({ layer, ports: [8080, 9090].filter((port) => allowed.includesPort('TCP', port)) }).toEqual({
        layer,
        ports: [8080, 9090],
      });
    }
  });

  test('opens the counterpart alone of a port that a client may ask', () => {
    const { proof } = shop(cluster, { canary: ports, asked: ['admin'] });
    for (const layer of layersOf(cluster)) {
      expect(proof(layer).includesPort('TCP', 9090)).toBe(true);
      expect(proof(layer).includesPort('TCP', 8080)).toBe(false);
    }
  });

  test('finds counterparts by name, whatever their numbers are', () => {
    const canary = [Port.http(9090), Port.http(8080, { name: 'admin' })];
    expect(shop(cluster, { canary }).routes).toEqual([
      '8080 -> api:8080 + canary:9090',
      '9090 -> api:9090 + canary:8080',
    ]);
  });

  test('finds counterparts by number where names differ', () => {
    const canary = [Port.http(9090, { name: 'operations' }), Port.http(8080, { name: 'web' })];
    expect(shop(cluster, { canary }).routes).toEqual([
      '8080 -> api:8080 + canary:8080',
      '9090 -> api:9090 + canary:9090',
    ]);
  });

  test('finds the only port of a protocol where neither name nor number says it', () => {
    const api = [Port.http(8080), Port.grpc(9090)];
    const canary = [Port.grpc(7000, { name: 'calls' }), Port.http(7001, { name: 'web' })];
    expect(shop(cluster, { api, canary }).routes).toEqual([
      '8080 -> api:8080 + canary:7001',
      '9090 -> api:9090 + canary:7000',
    ]);
  });

  test('refuses a port without a counterpart, and names both sides', () => {
    expect(shop(cluster, { canary: [Port.http(8080)] }).errors).toEqual([
      'traffic.split Not found: no port of shop/canary stands for "admin" (9090, http) of shop/api: it has "http" (8080, http)',
    ]);
  });

  test('takes no port for the counterpart of two', () => {
    expect(shop(cluster, { canary: [Port.http(3000, { name: 'web' })] }).errors).toHaveLength(2);
  });

  test('routes and mirrors to counterparts, too', () => {
    const routed = shop(cluster, {
      canary: ports,
      policy: ({ canary }) => ({ routes: [{ match: { headers: { 'x-canary': 'yes' } }, to: canary }] }),
    });
    expect(routed.routes).toEqual([
      '8080 -> canary:8080',
      '8080 -> api:8080',
      '9090 -> canary:9090',
      '9090 -> api:9090',
    ]);
    if (name === 'linkerd') return;
    const mirrored = shop(cluster, {
      canary: ports,
      policy: ({ canary }) => ({ mirror: { to: canary, percent: 100 } }),
    });
    expect(mirrored.routes).toEqual(['8080 -> api:8080 (canary:8080)', '9090 -> api:9090 (canary:9090)']);
  });
});

test('Consul refuses a split to another port than the one that it knows', () => {
  const api = [Port.http(8080)];
  const canary = [Port.http(3000, { name: 'web' }), Port.http(8080)];
  expect(shop({ mesh: consul({ version: '2.0' }) }, { api, canary, asked: [8080] }).errors).toContain(
    'traffic.split Forbidden: consul on test cannot express it: it knows one port of shop/canary, 3000, and requests for port 8080 of shop/api belong on 8080',
  );
});

describe.each(['istio sidecar', 'istio ambient'])('%s', (name) => {
  test('refuses a headless destination, which its proxies do not find', () => {
    const { errors, routes } = shop(meshes[name] ?? {}, { canary: ports, headless: true });
    expect(errors).toEqual([expect.stringContaining('Service canary of shop/canary is headless')]);
    expect(routes.join()).not.toContain('canary');
  });
});

interface ShopOptions {
  readonly api?: readonly PortModel[];
  readonly canary: readonly PortModel[];
  readonly asked?: readonly (string | number)[];
  readonly headless?: boolean;
  readonly policy?: (parts: { readonly canary: WebService }) => TrafficPolicy;
}

/** A client, the api that it asks, and a canary of the api. */
function shop(
  props: Partial<ClusterProps>,
  {
    api: apiPorts = ports,
    canary: canaryPorts,
    asked,
    headless = false,
    policy = ({ canary }) => ({ split: [{ to: canary, weight: 10 }] }),
  }: ShopOptions,
) {
  const rendered = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const service = (id: string, served: readonly PortModel[], clusterIP?: string) =>
      new WebService(chart, id, {
        image: `registry.example/${id}:1`,
        ports: served,
        service: clusterIP === undefined ? {} : { spec: { clusterIP } },
      });
    const api = service('api', apiPorts);
    const canary = service('canary', canaryPorts, headless ? 'None' : undefined);
    service('web', [Port.http(80)]).connections.allowTo(api, asked === undefined ? {} : { ports: asked });
    api.traffic.set(policy({ canary }));
  }, props).render('test');
  const { mesh } = rendered.cluster;
  const tree = new ManifestSet(rendered.manifests);
  return {
    errors: rendered.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ path, message }) => `${path} ${message}`),
    routes: routesOf(rendered.manifests.map(({ manifest }) => JSON.parse(JSON.stringify(manifest)) as Route)),
    proof: (layer: 'network' | 'mesh' | 'both') =>
      reachability(tree, { layer, ...(mesh === undefined ? {} : { mesh }) }).between('shop/web', 'shop/canary').allowed,
  };
}

function layersOf({ mesh }: Partial<ClusterProps>): readonly ('network' | 'mesh' | 'both')[] {
  return mesh === undefined ? ['network'] : ['network', 'mesh', 'both'];
}

interface Route {
  readonly kind: string;
  readonly spec?: {
    readonly http?: readonly {
      readonly match?: readonly { readonly port?: number }[];
      readonly route: readonly VirtualDestination[];
      readonly mirrors?: readonly VirtualDestination[];
    }[];
    readonly parentRefs?: readonly { readonly kind: string; readonly port: number }[];
    readonly rules?: readonly {
      readonly backendRefs?: readonly BackendRef[];
      readonly filters?: readonly { readonly requestMirror: { readonly backendRef: BackendRef } }[];
    }[];
  };
}

interface VirtualDestination {
  readonly destination: { readonly host: string; readonly port: { readonly number: number } };
}

interface BackendRef {
  readonly name: string;
  readonly port: number;
}

/** Every rule of the routes of Services: for which port, to whom, and to whom a copy goes. */
function routesOf(manifests: readonly Route[]): string[] {
  return manifests.flatMap(({ kind, spec = {} }) => {
    const [parent] = spec.parentRefs ?? [];
    if (kind === 'VirtualService')
      return (spec.http ?? []).map(({ match = [], route, mirrors = [] }) =>
        format(match[0]?.port, route.map(formatDestination), mirrors.map(formatDestination)),
      );
    if (parent?.kind !== 'Service') return [];
    return (spec.rules ?? []).map(({ backendRefs = [], filters = [] }) =>
      format(
        parent.port,
        backendRefs.map(formatRef),
        filters.map(({ requestMirror }) => formatRef(requestMirror.backendRef)),
      ),
    );
  });
}

function format(port: number | undefined, to: readonly string[], mirrors: readonly string[]): string {
  return `${port ?? 'any'} -> ${to.join(' + ')}${mirrors.length === 0 ? '' : ` (${mirrors.join()})`}`;
}

function formatDestination({ destination: { host, port } }: VirtualDestination): string {
  return `${host.split('.')[0] ?? ''}:${port.number}`;
}

function formatRef({ name, port }: BackendRef): string {
  return `${name}:${port}`;
}
