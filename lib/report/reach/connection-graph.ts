import { appendTo } from '../../manifest/objects/append-to';
import { compareText } from '../../manifest/objects/compare-text';
import { formatEndpoint, isWorkloadEndpoint, type Endpoint } from '../../reach/questions/endpoint';
import type { NetworkConnection } from '../../reach/questions/network-connection';
import { formatUnknownPods } from '../../reach/space/unknown-pods';
import { formatExposedPorts } from './format-exposed-ports';
import { formatPassing } from './format-passing';
import type { ReachReport } from './reach-report';

/** A report as a picture has it: boxes, and arrows that ports are written on. */
export interface ConnectionGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** `n0`, `n1`, … in the order in which connections name them. */
  readonly id: string;
  readonly title: string;
  /** What stands below the title: the kind of a workload. */
  readonly subtitle: string;
  /** Namespace of a workload; undefined for what is outside. */
  readonly group: string | undefined;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly change: 'added' | 'removed' | 'changed' | 'none';
}

/** The graph of a report: of the difference where it is about two trees. */
export function connectionGraph({ connections, exposure = [], difference }: ReachReport): ConnectionGraph {
  const nodes = new Map<string, GraphNode>();
  const nodeFor = (key: string, describe: (id: string) => GraphNode): string => {
    const node = nodes.get(key) ?? describe(`n${nodes.size}`);
    nodes.set(key, node);
    return node.id;
  };
  const nodeOf = (endpoint: Endpoint): string => nodeFor(formatEndpoint(endpoint), (id) => describe(endpoint, id));
  const edge = (ends: Ends, label: string, change: GraphEdge['change']): GraphEdge => {
    return { from: nodeOf(ends.from), to: nodeOf(ends.to), label, change };
  };
  const edges =
    difference === undefined
      ? [
          ...Array.from(connections, (each) => edge(each, labelOf(each), 'none')),
          ...exposure.map(({ workload, direction, peer, ...passing }): GraphEdge => {
            const title = formatUnknownPods(peer);
            const unknown = nodeFor(title, (id) => ({ id, title, subtitle: 'not in the manifests', group: undefined }));
            const { kind, namespace, name } = workload;
            const own = nodeOf({ kind, namespace, name });
            const [from, to] = direction === 'ingress' ? [unknown, own] : [own, unknown];
            return {
              from,
              to,
              label: passing.ports.isAll && passing.unproved.isEmpty ? 'all' : formatExposedPorts(passing),
              change: 'none',
            };
          }),
        ]
      : [
          ...difference.added.map((each) => edge(each, labelOf(each), 'added')),
          ...difference.removed.map((each) => edge(each, labelOf(each), 'removed')),
          ...difference.changed.map((each) => {
            return edge(each, `${labelOf(each.before)} → ${labelOf(each.after)}`, 'changed');
          }),
        ];
  return { nodes: [...nodes.values()], edges };
}

/** Nodes by namespace, those outside first; the order within a group is that of the graph. */
export function nodesByGroup({ nodes }: ConnectionGraph): ReadonlyMap<string | undefined, readonly GraphNode[]> {
  const groups = new Map<string | undefined, GraphNode[]>([[undefined, []]]);
  for (const node of nodes) {
    appendTo(groups, node.group, node);
  }
  return new Map([...groups].sort(([a = ''], [b = '']) => compareText(a, b)));
}

interface Ends {
  readonly from: Endpoint;
  readonly to: Endpoint;
}

function describe(endpoint: Endpoint, id: string): GraphNode {
  if (isWorkloadEndpoint(endpoint)) {
    return { id, title: endpoint.name, subtitle: endpoint.kind, group: endpoint.namespace };
  }
  if ('ipRange' in endpoint) {
    const [first = '', last = ''] = endpoint.ipRange.split('-');
    const everything = endpoint.ipRange === '0.0.0.0-255.255.255.255';
    if (everything) return { id, title: 'any address', subtitle: 'IPv4', group: undefined };
    return { id, title: first, subtitle: first === last ? 'address' : `to ${last}`, group: undefined };
  }
  if ('dnsName' in endpoint) return { id, title: endpoint.dnsName, subtitle: 'DNS name', group: undefined };
  return { id, title: 'ingress controller', subtitle: '', group: undefined };
}

function labelOf(connection: NetworkConnection): string {
  const { ports, restrictions, unproved } = connection;
  return ports.isAll && restrictions.length === 0 && unproved.isEmpty ? 'all' : formatPassing(connection);
}
