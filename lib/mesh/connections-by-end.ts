import { appendTo } from '../manifest/objects/append-to';
import type { Connection, Peer } from '../model/connection';
import type { WorkloadModel } from '../model/workload-model';

/** Connections by server and by client: workloads, and namespaces by name. */
export interface ConnectionsByEnd {
  readonly to: ReadonlyMap<WorkloadModel | string, readonly Connection[]>;
  readonly from: ReadonlyMap<WorkloadModel | string, readonly Connection[]>;
}

/** The connections of a cluster, found by either end. */
export function connectionsByEnd(connections: readonly Connection[]): ConnectionsByEnd {
  return { to: groupBy(connections, ({ to }) => to), from: groupBy(connections, ({ from }) => from) };
}

function groupBy(
  connections: readonly Connection[],
  end: (connection: Connection) => Peer,
): Map<WorkloadModel | string, Connection[]> {
  const groups = new Map<WorkloadModel | string, Connection[]>();
  for (const connection of connections) {
    const peer = end(connection);
    const key = peer.type === 'workload' ? peer.workload : peer.type === 'namespace' ? peer.namespace : undefined;
    if (key === undefined) continue;
    appendTo(groups, key, connection);
  }
  return groups;
}
