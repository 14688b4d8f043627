import { containsRange, parseAddressRange } from '../reach/address-range';
import { ConnectionSet } from '../reach/connection-set';
import { formatEndpoint, type Endpoint } from '../reach/endpoint';
import { findEndpoints } from '../reach/find-endpoints';
import type { NetworkConnection } from '../reach/network-connection';
import type { Reachability } from '../reach/reachability';
import { edgePorts, formatEdge, treeReachability, type Edge } from './edge';
import type { MatcherContext, MatcherResult } from './matcher';
import { treesOf } from './tree';

/** Passes when the policies of each tree let exactly these edges through: between workloads, with the outside, from ingress. */
export function toOnlyAllow(this: MatcherContext, received: unknown, edges: readonly Edge[]): MatcherResult {
  if (this.isNot === true) throw new Error('.not.toOnlyAllow() would accept everything but one set of edges');
  const failures = treesOf(received).flatMap((tree) => {
    const reachability = treeReachability(tree);
    const missing = edges.filter((edge) => !allows(reachability, edge)).map((edge) => missingLines(reachability, edge));
    const unexpected = reachability
      .connections()
      .flatMap((connection) => unexpectedLines(reachability, connection, edges));
    if (missing.length === 0 && unexpected.length === 0) return [];
    return [
      [
        `expected ${tree.cluster.name} to allow these ${edges.length} edges and no other`,
        ...(missing.length === 0 ? [] : ['', 'Not allowed:', ...missing]),
        ...(unexpected.length === 0 ? [] : ['', 'Allowed as well:', ...unexpected]),
        '',
      ].join('\n'),
    ];
  });
  return {
    pass: failures.length === 0,
    message: () => failures.join('\n'),
  };
}

function allows(reachability: Reachability, edge: Edge): boolean {
  return reachability.between(edge.from, edge.to).allowed.includes(edgePorts(edge));
}

function missingLines(reachability: Reachability, edge: Edge): string {
  const why = reachability.between(edge.from, edge.to).explain(edgePorts(edge)).split('\n').slice(1);
  return [`  ${formatEdge(edge)}`, ...why.map((line) => `  ${line}`)].join('\n');
}

function unexpectedLines(
  { workloads }: Reachability,
  connection: NetworkConnection,
  edges: readonly Edge[],
): readonly string[] {
  const expected = edges.filter(({ from, to }) => covers(from, connection.from) && covers(to, connection.to));
  const ports = connection.ports.subtract(ConnectionSet.unionOf(expected.map(edgePorts)));
  if (ports.isEmpty) return [];
  const { from, to } = connection;
  const rules = connection.withPorts(ports).rules();
  return [
    [
      `  ${formatEndpoint(from)} → ${formatEndpoint(to)}: ${ports.toString()}`,
      ...rules.map((rule) => `    ${rule}`),
    ].join('\n'),
  ];

  function covers(word: string, endpoint: Endpoint): boolean {
    const match = findEndpoints(word, workloads);
    switch (match.kind) {
      case 'ingressController':
        return 'ingressController' in endpoint;
      case 'addresses': {
        const range = 'ipRange' in endpoint ? parseAddressRange(endpoint.ipRange) : undefined;
        return range !== undefined && containsRange(match.range, range);
      }
      case 'workloads':
        return match.workloads.some((i) => {
          const workload = workloads[i];
          return workload !== undefined && formatEndpoint(workload) === formatEndpoint(endpoint);
        });
    }
  }
}
