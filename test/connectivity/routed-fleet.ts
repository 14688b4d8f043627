import * as fc from 'fast-check';
import { ClusterChart, Peers, Port, WebService, type ClusterScope, type TrafficPolicy } from '../../lib';

/** A fleet whose workloads serve on several ports, under names that differ, and send requests on to each other. */
export interface RoutedFleet {
  readonly services: readonly RoutedService[];
  readonly edges: readonly RoutedEdge[];
}

export interface RoutedService {
  readonly namespace: number;
  readonly ports: readonly RoutedPort[];
  /** Name of its Service; undefined for that of the workload. */
  readonly serviceName: string | undefined;
  readonly serviceAccount: string | undefined;
  readonly headless: boolean;
  /** Which port metrics are scraped from; undefined for none. */
  readonly metrics: number | undefined;
  readonly policy: RoutedPolicy | undefined;
}

/** Where some requests go instead: to one other service, or to two. */
interface RoutedPolicy {
  readonly field: RoutedField;
  readonly to: number;
  /** A second field, and where that sends requests. */
  readonly besides: { readonly field: RoutedField; readonly to: number } | undefined;
}

type RoutedField = 'split' | 'routes' | 'mirror';

export interface RoutedPort {
  readonly application: 'http' | 'grpc' | 'tcp';
  readonly name: string;
  readonly containerPort: number;
  readonly servicePort: number;
}

/** A connection, to all ports for clients or to one of them. */
interface RoutedEdge {
  /** A service, or the whole namespace that it is in. */
  readonly from: number;
  readonly ofNamespace: boolean;
  readonly to: number;
  readonly port: number | undefined;
}

const applications = fc.array(fc.constantFrom<RoutedPort['application']>('http', 'http', 'http', 'grpc', 'tcp'), {
  minLength: 3,
  maxLength: 3,
});

export const routedFleets: fc.Arbitrary<RoutedFleet> = fc
  .tuple(fc.integer({ min: 2, max: 5 }), applications, fc.integer({ min: 1, max: 3 }))
  .chain(([count, spoken, portCount]) => {
    const index = fc.nat(count - 1);
    return fc.record({
      services: fc
        .array(routedService(spoken.slice(0, portCount), index), { minLength: count, maxLength: count })
        .map((services) => services.map(withOwnNames)),
      edges: fc.array(
        fc.record({
          from: index,
          ofNamespace: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
          to: index,
          port: fc.option(fc.nat(2), { nil: undefined }),
        }),
        { maxLength: 10 },
      ),
    });
  });

function routedService(
  spoken: readonly RoutedPort['application'][],
  index: fc.Arbitrary<number>,
): fc.Arbitrary<RoutedService> {
  const numbers = fc.shuffledSubarray([5000, 6000, 7000, 8000], { minLength: 4, maxLength: 4 });
  const names = fc.constantFrom('by place', 'by number', 'by place, turned round');
  // One more than the others have, or the same.
  const more = fc.option(fc.constantFrom<RoutedPort['application']>('http', 'tcp'), { nil: undefined, freq: 1 });
  const ports = fc.record({ numbers, names, more, shifted: fc.boolean() }).map(({ numbers, names, more, shifted }) =>
    [...spoken, ...(more === undefined ? [] : [more])].map((application, at): RoutedPort => {
      const containerPort = numbers[at] ?? 1;
      return {
        application,
        containerPort,
        servicePort: shifted ? containerPort + 1 : containerPort,
        name: nameOf(names, at, spoken.length, containerPort),
      };
    }),
  );
  const some = <Value>(value: fc.Arbitrary<Value>, freq: number) => fc.option(value, { nil: undefined, freq });
  return fc.record({
    namespace: fc.nat(1),
    ports,
    serviceName: some(fc.constant('svc'), 1),
    serviceAccount: some(fc.constant('sa'), 1),
    headless: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
    metrics: some(fc.nat(spoken.length - 1), 1),
    policy: some(fc.record({ ...elsewhere(index), besides: some(fc.record(elsewhere(index)), 1) }), 3),
  });
}

function elsewhere(index: fc.Arbitrary<number>) {
  return { field: fc.constantFrom('split', 'routes', 'mirror'), to: index } as const;
}

function nameOf(names: string, at: number, count: number, number: number): string {
  if (names === 'by number') return `p${number}`;
  // What is beside the ports of all has a name of its own.
  if (at >= count) return 'beside';
  return `port-${names === 'by place' ? at : count - 1 - at}`;
}

function withOwnNames(service: RoutedService, number: number): RoutedService {
  const { serviceName, serviceAccount, policy } = service;
  return {
    ...service,
    serviceName: serviceName === undefined ? undefined : `${serviceName}-${number}`,
    serviceAccount: serviceAccount === undefined ? undefined : `${serviceAccount}-${number}`,
    policy: policy?.to === number ? undefined : policy && { ...policy, besides: besidesOf(policy, number) },
  };
}

function besidesOf({ field, besides }: RoutedPolicy, number: number): RoutedPolicy['besides'] {
  return besides === undefined || besides.to === number || besides.field === field ? undefined : besides;
}

/** Declares it. What a mesh cannot express is left out with a warning, and must be left out whole. */
export function declareRoutedFleet(cluster: ClusterScope, { services, edges }: RoutedFleet): void {
  const watching = new ClusterChart(cluster, 'monitoring', { namespace: { name: 'monitoring', isolated: false } });
  new WebService(watching, 'prometheus', {
    image: 'registry.example/prometheus:1',
    port: Port.http(9090),
    podLabels: { app: 'prometheus' },
  });
  const charts = [0, 1].map((number) => new ClusterChart(cluster, `ns-${number}`, { namespace: `ns-${number}` }));
  const workloads = services.map((service, number) => {
    const { namespace, ports, serviceName, serviceAccount, headless, metrics } = service;
    const scraped = metrics === undefined ? undefined : ports[metrics];
    return new WebService(charts[namespace] ?? watching, `s${number}`, {
      image: 'registry.example/s:1',
      ports: ports.map(({ application, containerPort, ...rest }) => Port[application](containerPort, rest)),
      service: {
        ...(serviceName === undefined ? {} : { name: serviceName }),
        ...(headless ? { spec: { clusterIP: 'None' } } : {}),
      },
      ...(serviceAccount === undefined ? {} : { serviceAccount: { name: serviceAccount } }),
      ...(scraped === undefined ? {} : { metrics: { port: scraped.containerPort } }),
    });
  });
  for (const { from, ofNamespace, to, port } of edges) {
    const [client, server] = [workloads[from], workloads[to]];
    if (client === undefined || server === undefined || (from === to && !ofNamespace)) continue;
    const ports = port === undefined ? {} : { ports: [portOf(services[to], port).containerPort] };
    if (ofNamespace) server.connections.allowFrom(Peers.namespace(`ns-${services[from]?.namespace}`), ports);
    else client.connections.allowTo(server, ports);
  }
  for (const [number, { policy }] of services.entries()) {
    for (const { field, to } of targetsOf(policy)) {
      const target = workloads[to];
      if (target !== undefined) workloads[number]?.traffic.set(policyOf(field, target), { onUnsupported: 'warn' });
    }
  }
}

/** Each field of a policy that sends requests elsewhere, and where. */
export function targetsOf(
  policy: RoutedPolicy | undefined,
): readonly { readonly field: RoutedField; readonly to: number }[] {
  if (policy === undefined) return [];
  return [policy, ...(policy.besides === undefined ? [] : [policy.besides])];
}

function policyOf(field: RoutedField, to: WebService): TrafficPolicy {
  switch (field) {
    case 'split':
      return { split: [{ to, weight: 10 }] };
    case 'routes':
      return { routes: [{ match: { headers: { 'x-canary': 'yes' } }, to }] };
    case 'mirror':
      return { mirror: { to, percent: 50 } };
  }
}

/**
 * Who may ask whom on which ports, by what was declared: `from`, `to` and the port of the containers. A client that is a
 * namespace may be the server itself, whose requests are routed like those of the others.
 */
export function declaredConnections({ services, edges }: RoutedFleet): readonly (readonly [number, number, number])[] {
  return edges.flatMap(({ from, ofNamespace, to, port }) => {
    if (from === to && !ofNamespace) return [];
    const ports = port === undefined ? portsForClients(services[to]) : [portOf(services[to], port)];
    const clients = services.flatMap(({ namespace }, client) =>
      client === from || (ofNamespace && namespace === services[from]?.namespace) ? [client] : [],
    );
    return clients.flatMap((client) => ports.map(({ containerPort }) => [client, to, containerPort] as const));
  });
}

/** All but the one that is there for metrics: one beside the first. */
function portsForClients(service: RoutedService | undefined): readonly RoutedPort[] {
  return (service?.ports ?? []).filter((_, at) => at === 0 || at !== service?.metrics);
}

function portOf(service: RoutedService | undefined, at: number): RoutedPort {
  const ports = service?.ports ?? [];
  const port = ports[at % ports.length];
  if (port === undefined) throw new Error('a service has ports');
  return port;
}

export function serviceNameOf({ serviceName }: RoutedService, number: number): string {
  return serviceName ?? `s${number}`;
}
