import * as fc from 'fast-check';
import { consul, istio, linkerd, type ClusterProps, type Finding, type Layer } from '../../lib';
import { exampleFleet } from '../example-fleet';
import { emittedRoutes, type EmittedRoute } from './emitted-routes';
import { provedEdges } from './proved-edges';
import {
  declaredConnections,
  declareRoutedFleet,
  routedFleets,
  serviceNameOf,
  targetsOf,
  type RoutedFleet,
} from './routed-fleet';

const gatewayApi = { version: '1.5', channel: 'standard' } as const;
const network: ClusterProps['network'] = {
  monitoring: {
    namespace: 'monitoring',
    podLabels: { app: 'prometheus' },
    mesh: { serviceAccountName: 'prometheus' },
  },
};

interface Mesh {
  readonly facts: Partial<ClusterProps>;
  readonly fit?: (fleet: RoutedFleet) => RoutedFleet;
  /** Metrics are scraped from the proxies, of which monitoring asks nothing. */
  readonly metricsFromProxy?: true;
}

const meshes: Readonly<Record<string, Mesh>> = {
  none: { facts: {} },
  'gateway api': { facts: { gatewayApi: { ...gatewayApi, gamma: true } } },
  consul: { facts: { mesh: consul({ version: '2.0' }) }, fit: asServices, metricsFromProxy: true },
  'istio ambient': { facts: { mesh: istio({ version: '1.30', mode: 'ambient' }), gatewayApi } },
  'istio sidecar': { facts: { mesh: istio({ version: '1.30' }) } },
  linkerd: { facts: { mesh: linkerd({ version: '2.20' }), gatewayApi } },
};

/** Consul knows services: one port each, an identity of the same name, and chains of routes, which are not asked here. */
function asServices({ services, edges }: RoutedFleet): RoutedFleet {
  return {
    services: services.map((service) => ({
      ...service,
      ports: service.ports.slice(0, 1),
      serviceAccount: service.serviceName,
      metrics: undefined,
      policy: targetsOf(service.policy).some(({ to }) => services[to]?.policy !== undefined)
        ? undefined
        : service.policy,
    })),
    edges: edges.map((edge) => ({ ...edge, port: undefined })),
  };
}

describe.each(Object.entries(meshes))('%s', (_, { facts, fit = (fleet) => fleet, metricsFromProxy }) => {
  test('what is allowed is what was declared and what the emitted routes need, at each layer and over both', () => {
    fc.assert(
      fc.property(routedFleets.map(fit), (fleet) => {
        const rendered = exampleFleet((cluster) => declareRoutedFleet(cluster, fleet), { ...facts, network }).render(
          'test',
        );
        const { manifests, findings } = rendered;
        const { mesh } = rendered.cluster;
        // A port that no port of the destination stands for is refused on every mesh.
        fc.pre(!findings.some(({ severity, path }) => severity === 'error' && path.startsWith('traffic.')));
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const routes = emittedRoutes(manifests);
        expect(lostPolicies(fleet, routes, findings)).toEqual([]);
        const expected = expectedEdges(fleet, routes);
        const proved = (layer: Layer): string[] =>
          provedEdges(manifests, { layer, ...(mesh === undefined ? {} : { mesh }) });
        if (mesh === undefined) expect(between(proved('network'))).toEqual(expected);
        else {
          expect(between(proved('network'))).toEqual(expect.arrayContaining(expected));
          expect({ layer: 'mesh', edges: between(proved('mesh')) }).toEqual({ layer: 'mesh', edges: expected });
          expect({ layer: 'both', edges: between(proved('both')) }).toEqual({ layer: 'both', edges: expected });
        }
        if (metricsFromProxy !== true)
          expect(proved(mesh === undefined ? 'network' : 'both')).toEqual(expect.arrayContaining(scrapedEdges(fleet)));
      }),
      { numRuns: Number(process.env.GRAPHS ?? 60), seed: 23 },
    );
  });
});

/** Every policy is emitted, or a finding about it says that it is not. */
function lostPolicies(
  { services }: RoutedFleet,
  routes: readonly EmittedRoute[],
  findings: readonly Finding[],
): string[] {
  return services.flatMap((service, number) => {
    return targetsOf(service.policy).flatMap(({ field, to: at }) => {
      const target = services[at];
      if (target === undefined) return [];
      const [from, to] = [serviceNameOf(service, number), serviceNameOf(target, at)];
      const isEmitted = routes.some((route) => route.service === from && route.to === to);
      const isRefused = findings.some(
        ({ object, path }) => object.name === `s${number}` && ['traffic.*', `traffic.${field}`].includes(path),
      );
      return isEmitted || isRefused ? [] : [`${field} of ${from} to ${to}`];
    });
  });
}

/** What was declared, and for each client the destinations of the routes on the ports that it may ask. */
function expectedEdges(fleet: RoutedFleet, routes: readonly EmittedRoute[]): string[] {
  const { services } = fleet;
  const declared = declaredConnections(fleet);
  const routed = routes.flatMap((route) => {
    const from = services.findIndex((service, number) => serviceNameOf(service, number) === route.service);
    const to = services.findIndex((service, number) => serviceNameOf(service, number) === route.to);
    const target = services[to]?.ports.find(
      ({ servicePort }) => route.toPort === undefined || servicePort === route.toPort,
    );
    const asked = (services[from]?.ports ?? []).filter(
      ({ servicePort, application }) =>
        route.port === servicePort || (route.port === undefined && (application === 'tcp') === (route.about === 'tcp')),
    );
    if (target === undefined) throw new Error(`nothing is behind ${JSON.stringify(route)}`);
    return declared
      .filter(([, server, port]) => server === from && asked.some(({ containerPort }) => containerPort === port))
      .map(([client]) => [client, to, target.containerPort] as const);
  });
  const edges = [...declared, ...routed].filter(([client, server]) => client !== server);
  const name = (number: number): string => `ns-${services[number]?.namespace}/s${number}`;
  return [...new Set(edges.map(([client, server, port]) => `${name(client)} -> ${name(server)} : TCP ${port}`))].sort();
}

/** Monitoring reaches the metrics of every workload that has some. */
function scrapedEdges({ services }: RoutedFleet): string[] {
  return services.flatMap(({ namespace, metrics, ports }, number) => {
    const scraped = metrics === undefined ? undefined : ports[metrics];
    if (scraped === undefined) return [];
    return [`monitoring/prometheus -> ns-${namespace}/s${number} : TCP ${scraped.containerPort}`];
  });
}

function between(edges: readonly string[]): string[] {
  return edges.filter((edge) => /^ns-\d\/s\d+ -> ns-\d\/s\d+ : TCP ([5-8]\d{3})$/.test(edge));
}
