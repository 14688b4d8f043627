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
  type Layer,
  type PortModel,
  type TrafficPolicy,
} from '../../../lib';
import { exampleFleet } from '../../example-fleet';

const gatewayApi = { version: '1.2', channel: 'standard' } as const;
const meshes: Readonly<Record<string, Partial<ClusterProps>>> = {
  consul: { mesh: consul({ version: '2.0' }) },
  'istio sidecar': { mesh: istio({ version: '1.28' }) },
  'istio ambient': { mesh: istio({ version: '1.28', mode: 'ambient' }), gatewayApi },
  linkerd: { mesh: linkerd({ version: '2.19' }), gatewayApi },
  'gateway api': { gatewayApi: { ...gatewayApi, gamma: true } },
};

const http = Port.http(8080);
const tcp = Port.tcp(8080);
const badMethod = { match: { method: 'BREW' } };
const twice = { match: { headers: { 'x-a': { regex: 'a' }, 'X-A': { regex: 'b' } } } };

interface LeftOut {
  readonly on: readonly string[];
  readonly port?: PortModel;
  readonly policy: (canary: WebService) => TrafficPolicy;
  /** Of the Service whose requests are routed. */
  readonly headless?: boolean;
  /** Whether the workload is out of the mesh. */
  readonly outside?: boolean;
  /** Whether its canary is. */
  readonly canaryOutside?: boolean;
}

const split = (to: WebService): TrafficPolicy => ({ split: [{ to, weight: 10 }] });
const cases: Readonly<Record<string, LeftOut>> = {
  'a mirror': { on: ['consul', 'linkerd'], policy: (to) => ({ mirror: { to, percent: 100 } }) },
  'a mirror of a part of the requests': {
    on: ['consul', 'linkerd', 'istio ambient', 'gateway api'],
    policy: (to) => ({ mirror: { to, percent: 10 } }),
  },
  'a split of connections': {
    on: ['consul', 'linkerd', 'istio ambient', 'gateway api'],
    port: tcp,
    policy: split,
  },
  'a route by a method that it does not know': {
    on: ['linkerd', 'istio ambient', 'gateway api'],
    policy: (to) => ({ routes: [{ ...badMethod, to }] }),
  },
  'a route by a header that would have to match twice': {
    on: ['linkerd', 'istio ambient', 'gateway api'],
    policy: (to) => ({ routes: [{ ...twice, to }] }),
  },
  'a split of a headless Service': { on: ['linkerd', 'istio ambient'], headless: true, policy: split },
  'a split of a workload outside the mesh': {
    on: ['consul', 'istio sidecar', 'istio ambient', 'linkerd'],
    outside: true,
    policy: split,
  },
  'a split to a workload outside the mesh': { on: ['consul'], canaryOutside: true, policy: split },
};

const leftOut = Object.entries(cases).flatMap(([title, each]) =>
  each.on.map((name) => ({ title, name, each, props: meshes[name] ?? {} })),
);

test.each(leftOut)('$title that $name leaves out opens nothing', ({ each, props }) => {
  const { warnings, routed, between } = shop(each, props);
  expect(warnings).not.toEqual([]);
  expect(routed).toBe(false);
  const layers: readonly Layer[] = props.mesh === undefined ? ['network'] : ['network', 'both'];
  for (const layer of layers) expect({ layer, open: between(layer) }).toEqual({ layer, open: false });
});

test('a workload that stays out of meshes keeps its routes where none runs', () => {
  const each = { on: [], outside: true, policy: split };
  const { warnings, routed, between } = shop(each, meshes['gateway api'] ?? {});
  expect({ warnings, routed, open: between('network') }).toEqual({ warnings: [], routed: true, open: true });
});

function shop(
  { port = http, policy, headless = false, outside = false, canaryOutside = false }: LeftOut,
  props: Partial<ClusterProps>,
) {
  const rendered = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const service = (id: string, clusterIP?: string) =>
      new WebService(chart, id, {
        image: `registry.example/${id}:1`,
        port,
        service: clusterIP === undefined ? {} : { spec: { clusterIP } },
      });
    const canary = service('canary');
    const api = service('api', headless ? 'None' : undefined);
    const web = service('web');
    web.connections.allowTo(api);
    if (outside) for (const each of [api, web]) each.mesh({ enrolled: false });
    if (canaryOutside) canary.mesh({ enrolled: false });
    api.traffic.set(policy(canary), { onUnsupported: 'warn' });
  }, props).render('test');
  expect(rendered.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { mesh } = rendered.cluster;
  const tree = new ManifestSet(rendered.manifests);
  const routeKinds = ['VirtualService', 'HTTPRoute', 'GRPCRoute', 'ServiceSplitter', 'ServiceRouter'];
  return {
    warnings: rendered.findings.filter(({ severity }) => severity === 'warning').map(({ path }) => path),
    routed: rendered.manifests.some(
      ({ manifest }) => routeKinds.includes(manifest.kind) && JSON.stringify(manifest).includes('canary'),
    ),
    between: (layer: Layer) =>
      !reachability(tree, { layer, ...(mesh === undefined ? {} : { mesh }) }).between('shop/web', 'shop/canary')
        .allowedForSome.isEmpty,
  };
}
