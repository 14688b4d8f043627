import { appendTo } from '../../manifest/objects/append-to';
import { matchesSelector } from '../../manifest/objects/label-selector';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { ClusterModel } from '../../model/cluster-model';
import type { Connection, Peer } from '../../model/connection';
import type { NamespaceModel } from '../../model/namespace-model';
import type { WorkloadModel } from '../../model/workload-model';

/** Connections by the end that they concern, so that a workload looks at its own alone. */
export class ConnectionIndex {
  private readonly byTo = new Map<unknown, Connection[]>();
  private readonly byFrom = new Map<unknown, Connection[]>();

  constructor({ connections, namespaces }: ClusterModel) {
    for (const connection of connections) {
      for (const key of keysOf(connection.to, namespaces)) appendTo(this.byTo, key, connection);
      for (const key of keysOf(connection.from, namespaces)) appendTo(this.byFrom, key, connection);
    }
  }

  /** Connections that a workload is the server of, by itself or as part of its namespace. */
  to(workload: WorkloadModel): readonly Connection[] {
    return [...(this.byTo.get(workload) ?? []), ...(this.byTo.get(namespaceKey(workload.namespace)) ?? [])];
  }

  /** Connections that a workload is the client of, by itself or as part of its namespace. */
  from(workload: WorkloadModel): readonly Connection[] {
    return [...(this.byFrom.get(workload) ?? []), ...(this.byFrom.get(namespaceKey(workload.namespace)) ?? [])];
  }
}

/** A workload, or the namespaces of the tree that a peer stands for. */
function keysOf(peer: Peer, namespaces: ReadonlyMap<string, NamespaceModel>): readonly unknown[] {
  if (peer.type === 'workload') return [peer.workload];
  if (peer.type === 'namespace') return [namespaceKey(peer.namespace)];
  if (peer.type !== 'namespaces') return [];
  return [...namespaces.values()]
    .filter(({ name, labels }) => matchesSelector(peer.selector, { ...labels, [namespaceNameLabel]: name }))
    .map(({ name }) => namespaceKey(name));
}

function namespaceKey(namespace: string): string {
  return `namespace ${namespace}`;
}
