import { containsRange, parseAddressRange } from '../manifest/network/address-range';
import { ConnectionSet } from '../reach/sets/connection-set';
import { formatEndpoint, type Endpoint } from '../reach/questions/endpoint';
import { findEndpoints } from '../reach/questions/find-endpoints';
import type { NetworkConnection } from '../reach/questions/network-connection';
import type { Reachability } from '../reach/questions/reachability';
import { unknownPeersOf } from '../reach/questions/unknown-peers';
import { workloadName } from '../reach/space/workload-name';
import { includesMatch } from '../reach/mesh/request-match';
import { formatPassing } from '../report/reach/format-passing';
import { answersFor, edgePorts, formatEdge, treeReachability, type Edge } from './edge';
import { edgeMatch } from './edge-request';
import type { MatcherContext, MatcherResult } from './matcher';
import { treesOf, type Tree } from './tree';

/**
 * Passes when the policies of each tree let exactly these edges through: between workloads, with the outside, from
 * ingress. Peers that the manifests do not show are to be named (`api.stripe.com`, `entity:kube-apiserver`), and policies
 * that are not modelled prove nothing. Pods that the tree does not contain are not counted: `reach --exposure` lists what
 * they may do.
 */
export function toOnlyAllow(this: MatcherContext, received: unknown, edges: readonly Edge[]): MatcherResult {
  if (this.isNot === true) throw new Error('.not.toOnlyAllow() would accept everything but one set of edges');
  const failures = treesOf(received).flatMap((tree) => {
    const reachability = treeReachability(tree, layerOf(edges));
    const missing = edges.flatMap((edge) => missingLines(tree, edge));
    const listed = reachability.connections();
    const unexpected = listed.flatMap((connection) => {
      return unexpectedLines(reachability, connection.withPorts(connection.ports.subtract(connection.unproved)), edges);
    });
    const unproved = [
      ...unprovedLines(reachability, edges),
      ...listed.flatMap((connection) =>
        unexpectedLines(reachability, connection.withPorts(connection.unproved), edges),
      ),
    ];
    if (missing.length === 0 && unexpected.length === 0 && unproved.length === 0) return [];
    return [
      [
        `expected ${tree.cluster.name} to allow these ${edges.length} edges and no other`,
        ...(missing.length === 0 ? [] : ['', 'Not allowed:', ...missing]),
        ...(unexpected.length === 0 ? [] : ['', 'Allowed as well:', ...unexpected]),
        ...(unproved.length === 0 ? [] : ['', 'Unproved, unless an edge names it:', ...unproved]),
        '',
      ].join('\n'),
    ];
  });
  return {
    pass: failures.length === 0,
    message: () => failures.join('\n'),
  };
}

/** One set of edges is about one layer: what is unexpected depends on it. */
function layerOf(edges: readonly Edge[]): Edge['over'] {
  const [first, ...others] = new Set(edges.map(({ over }) => over));
  if (others.length > 0) throw new Error('the edges of toOnlyAllow are all over the same layer');
  return first;
}

function missingLines(tree: Tree, edge: Edge): readonly string[] {
  const ports = edgePorts(edge);
  const denied = answersFor(tree, edge).find(({ bounds }) => !bounds.least.allowed.includes(ports));
  if (denied === undefined) return [];
  const why = denied.explain(ports).split('\n').slice(1);
  return [[`  ${formatEdge(edge)}`, ...why.map((line) => `  ${line}`)].join('\n')];
}

function unexpectedLines(
  { workloads }: Reachability,
  connection: NetworkConnection,
  edges: readonly Edge[],
): readonly string[] {
  if (connection.ports.isEmpty) return [];
  const expected = edges.filter(
    ({ from, to }) => from !== undefined && covers(from, connection.from) && covers(to, connection.to),
  );
  const left = unexpectedPart(connection, expected);
  if (left === undefined) return [];
  const { from, to } = left;
  return [
    [
      `  ${formatEndpoint(from)} → ${formatEndpoint(to)}: ${formatPassing(left)}`,
      ...[...left.rules(), ...left.doubts()].map((rule) => `    ${rule}`),
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
      case 'named':
        return 'dnsName' in endpoint && endpoint.dnsName === match.name;
      case 'workloads':
        return match.workloads.some((i) => {
          const workload = workloads[i];
          return workload !== undefined && formatEndpoint(workload) === formatEndpoint(endpoint);
        });
    }
  }
}

/** Rules about peers that the manifests do not show, where no edge names these, and policies that are not modelled. */
function unprovedLines({ model }: Reachability, edges: readonly Edge[]): readonly string[] {
  const { workloads } = model;
  const isAt = (word: string | undefined, i: number): boolean => {
    const match = word === undefined ? undefined : findEndpoints(word, workloads);
    return match?.kind === 'workloads' && match.workloads.includes(i);
  };
  const rules = workloads.flatMap((workload, i) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      unknownPeersOf(model, i, direction)
        .filter(({ rule, peer: { name } }) => {
          const named = edges.filter(({ from, to }) =>
            direction === 'egress' ? to === name && isAt(from, i) : from === name && isAt(to, i),
          );
          const ports = ConnectionSet.unionOf(
            rule.ports.map((port) => (port.kind === 'number' ? port.connections : ConnectionSet.all)),
          );
          return rule.action !== 'Deny' && !ConnectionSet.unionOf(named.map(edgePorts)).includes(ports);
        })
        .map(
          ({ policy, peer }) => `  ${workloadName(workload)}: ${policy.name} ${peer.path}: ${peer.name ?? peer.what}`,
        ),
    ),
  );
  const others = model.layer === 'mesh' ? [] : model.unmodelled.filter(({ about }) => about === 'pods');
  const { policies, routes, meshes } = model.undecided;
  const undecided = [...policies, ...routes, ...meshes].map(({ reason }) => `  ${reason}`);
  return [...rules, ...others.map(({ name }) => `  ${name} is not modelled`), ...undecided];
}

/** The ports of a connection on which more passes than some edges say; undefined where there are none. */
function unexpectedPart(connection: NetworkConnection, edges: readonly Edge[]): NetworkConnection | undefined {
  const whole = edges.filter(({ method, path }) => method === undefined && path === undefined);
  const left = connection.withPorts(connection.ports.subtract(ConnectionSet.unionOf(whole.map(edgePorts))));
  const covered = left.restrictions
    .filter(({ requests }) =>
      requests.every(({ match }) => edges.some((edge) => includesMatch(edgeMatch(edge), match))),
    )
    .map(({ ports }) => ConnectionSet.ofIntervals('TCP', ports));
  const named = ConnectionSet.unionOf(edges.map(edgePorts));
  const ports = left.ports.subtract(ConnectionSet.unionOf(covered).intersect(named));
  return ports.isEmpty ? undefined : left.withPorts(ports);
}
