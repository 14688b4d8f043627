import type { NetworkConnection } from './network-connection';
import type { ConnectionSet } from '../sets/connection-set';
import { formatEndpoint, type Endpoint, type WorkloadEndpoint } from './endpoint';
import { splitAtEdges } from './split-at-edges';

/** What two trees let through differently. */
export interface ReachabilityDifference {
  /** Ends between which nothing passed before. */
  readonly added: readonly NetworkConnection[];
  /** Ends between which nothing passes any more. */
  readonly removed: readonly NetworkConnection[];
  /** Ends between which something else passes than before. */
  readonly changed: readonly ChangedConnection[];
  /** Workloads that only the new tree has; their connections are among the added ones. */
  readonly addedWorkloads: readonly WorkloadEndpoint[];
  /** Workloads that only the old tree has. */
  readonly removedWorkloads: readonly WorkloadEndpoint[];
}

/** What is compared of a tree. */
export interface ComparedTree {
  readonly workloads: readonly WorkloadEndpoint[];
  readonly connections: readonly NetworkConnection[];
}

/** Two ends between which both trees let something through, but not the same. */
export interface ChangedConnection {
  /** Who opens the connection. */
  readonly from: Endpoint;
  /** Who accepts it. */
  readonly to: Endpoint;
  /** What passed before. */
  readonly before: NetworkConnection;
  /** What passes now. */
  readonly after: NetworkConnection;
  /** Ports that pass now and did not before. */
  readonly addedPorts: ConnectionSet;
  /** Ports that passed before and do not now. */
  readonly removedPorts: ConnectionSet;
}

/** As many connections of one tree as are compared in a few seconds. */
export const mostCompared = 250_000;

/** Compares two lists of connections end by end, and ranges of addresses piece by piece. */
export function compareReachability(base: ComparedTree, current: ComparedTree): ReachabilityDifference {
  const before = base.connections;
  const after = current.connections;
  const old = new Map(splitAtEdges(before, after).map((connection) => [key(connection), connection]));
  const added: NetworkConnection[] = [];
  const changed: ChangedConnection[] = [];
  for (const connection of splitAtEdges(after, before)) {
    const previous = old.get(key(connection));
    old.delete(key(connection));
    if (previous === undefined) added.push(connection);
    else if (!isSame(previous, connection)) changed.push(changeOf(previous, connection));
  }
  return {
    added,
    removed: [...old.values()],
    changed,
    addedWorkloads: workloadsWithout(current, base),
    removedWorkloads: workloadsWithout(base, current),
  };
}

function workloadsWithout(tree: ComparedTree, other: ComparedTree): readonly WorkloadEndpoint[] {
  const known = new Set(other.workloads.map(formatEndpoint));
  return tree.workloads
    .filter((workload) => !known.has(formatEndpoint(workload)))
    .map(({ kind, namespace, name }) => ({ kind, namespace, name }));
}

function changeOf(before: NetworkConnection, after: NetworkConnection): ChangedConnection {
  const addedPorts = after.ports.subtract(before.ports);
  const removedPorts = before.ports.subtract(after.ports);
  return { from: after.from, to: after.to, before, after, addedPorts, removedPorts };
}

/** Whether the same requests pass on the same ports, whichever rules say so. */
function isSame(a: NetworkConnection, b: NetworkConnection): boolean {
  const requests = ({ restrictions }: NetworkConnection): string =>
    JSON.stringify(restrictions.map(({ ports, requests: passing }) => [ports, passing]));
  return a.ports.equals(b.ports) && a.unproved.equals(b.unproved) && requests(a) === requests(b);
}

function key({ from, to }: NetworkConnection): string {
  return `${formatEndpoint(from)} ${formatEndpoint(to)}`;
}
