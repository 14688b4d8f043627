import { ApiObject } from 'cdk8s';
import * as fc from 'fast-check';
import { ClusterChart, Peers, Port, WebService, type ClusterScope } from '../../lib';

/** A service graph as a test declares it: who serves on which ports, and who may talk to whom. */
export interface ServiceGraph {
  readonly services: readonly { readonly namespace: number; readonly ports: readonly number[] }[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly port: number }[];
  /** Clients that are whole namespaces. */
  readonly namespaceEdges: readonly { readonly from: number; readonly to: number }[];
}

export const serviceGraphs: fc.Arbitrary<ServiceGraph> = fc
  .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 3 }))
  .chain(([services, namespaces]) =>
    fc.record({
      services: fc.array(
        fc.record({
          namespace: fc.integer({ min: 0, max: namespaces - 1 }),
          ports: fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 3 }),
        }),
        { minLength: services, maxLength: services },
      ),
      edges: fc.array(fc.record({ from: index(services), to: index(services), port: fc.nat(2) }), { maxLength: 16 }),
      namespaceEdges: fc.array(fc.record({ from: index(namespaces), to: index(services) }), { maxLength: 2 }),
    }),
  );

function index(length: number) {
  return fc.integer({ min: 0, max: length - 1 });
}

/** Declares a graph with the library, beside a DNS that the cluster's facts describe. */
export function declareGraph(
  cluster: ClusterScope,
  { services, edges, namespaceEdges }: ServiceGraph,
  declareMore: (service: WebService) => unknown = () => undefined,
): void {
  new ApiObject(
    new ClusterChart(cluster, 'kube-system', { namespace: { name: 'kube-system', isolated: false } }),
    'dns',
    dns,
  );
  const charts = new Map<number, ClusterChart>();
  const workloads = services.map(({ namespace, ports }, number) => {
    const chart =
      charts.get(namespace) ?? new ClusterChart(cluster, `ns-${namespace}`, { namespace: `ns-${namespace}` });
    charts.set(namespace, chart);
    return new WebService(chart, `s${number}`, {
      image: 'registry.example/s:1',
      ports: ports.map((port) => Port.tcp(port, { name: `p${port}` })),
    });
  });
  workloads.forEach(declareMore);
  for (const { from, to, port } of edges) {
    const client = workloads[from];
    const server = workloads[to];
    if (client !== undefined && server !== undefined)
      client.connections.allowTo(server, { ports: [portOf(services, to, port)] });
  }
  for (const { from, to } of namespaceEdges) workloads[to]?.connections.allowFrom(Peers.namespace(`ns-${from}`));
}

/** What the declaration means: `client -> server : PROTOCOL port`, for each pair of workloads, DNS included. */
export function declaredEdges({ services, edges, namespaceEdges }: ServiceGraph): string[] {
  const found = new Set<string>();
  for (const [from, { namespace }] of services.entries()) {
    found
      .add(edge(services, from, 'kube-system/dns', 'TCP', 53))
      .add(edge(services, from, 'kube-system/dns', 'UDP', 53));
    for (const whole of namespaceEdges.filter((candidate) => candidate.from === namespace && candidate.to !== from)) {
      for (const port of services[whole.to]?.ports ?? [])
        found.add(edge(services, from, nameOf(services, whole.to), 'TCP', port));
    }
  }
  for (const { from, to, port } of edges) {
    if (from !== to) found.add(edge(services, from, nameOf(services, to), 'TCP', portOf(services, to, port)));
  }
  return [...found].sort();
}

function edge(services: ServiceGraph['services'], from: number, to: string, protocol: string, port: number): string {
  return `${nameOf(services, from)} -> ${to} : ${protocol} ${port}`;
}

function nameOf(services: ServiceGraph['services'], number: number): string {
  return `ns-${services[number]?.namespace}/s${number}`;
}

function portOf(services: ServiceGraph['services'], number: number, port: number): number {
  const ports = services[number]?.ports ?? [];
  return ports[port % ports.length] ?? 1;
}

const dns = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  spec: {
    selector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    template: {
      metadata: { labels: { 'k8s-app': 'kube-dns' } },
      spec: {
        containers: [{ name: 'dns', image: 'registry.example/dns:1', ports: [{ containerPort: 53, protocol: 'UDP' }] }],
      },
    },
  },
};
