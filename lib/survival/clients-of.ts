import { appendTo } from '../manifest/objects/append-to';
import { compareText } from '../manifest/objects/compare-text';
import { identityOf } from '../manifest/objects/object-identity';
import { isWorkloadEndpoint, type WorkloadEndpoint } from '../reach/questions/endpoint';
import { TooManyConnections } from '../reach/questions/connections';
import type { NetworkConnection } from '../reach/questions/network-connection';
import type { CommittedTree, Copy } from './surviving-tree';

/** What stands in a list of clients where they are not counted. */
const tooMany = 'more workloads than are listed';

/**
 * Workloads that are left and could reach one that is lost, in a cluster where it ran: they may have to do without it. Only
 * trees in which both ran are asked.
 */
export function clientsOf(
  lost: readonly (readonly Copy[])[],
  left: readonly (readonly Copy[])[],
): ReadonlyMap<readonly Copy[], readonly string[]> {
  const servers = namesByTree(lost.flat());
  const remaining = namesByTree(left.flat());
  const clients = new Map<CommittedTree, ReadonlyMap<string, readonly string[]>>();
  for (const [tree, names] of servers) clients.set(tree, clientsIn(tree, names, remaining.get(tree) ?? new Set()));
  return new Map(
    lost.map((copies) => {
      const names = copies.flatMap(
        ({ tree, object }) => clients.get(tree)?.get(nameOf(identityOf(object.manifest))) ?? [],
      );
      return [copies, [...new Set(names)].sort(compareText)];
    }),
  );
}

function clientsIn(
  tree: CommittedTree,
  servers: ReadonlySet<string>,
  remaining: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const clients = new Map<string, string[]>();
  if (remaining.size === 0) return clients;
  const connections = connectionsOf(tree);
  if (connections === undefined) return new Map([...servers].map((server) => [server, [tooMany]]));
  for (const { from, to } of connections) {
    if (!isWorkloadEndpoint(from) || !isWorkloadEndpoint(to)) continue;
    const [client, server] = [nameOf(from), nameOf(to)];
    if (remaining.has(client) && servers.has(server)) appendTo(clients, server, client);
  }
  return clients;
}

/** Undefined where there are more than anybody reads: nearly everything may reach everything there. */
function connectionsOf(tree: CommittedTree): Iterable<NetworkConnection> | undefined {
  try {
    return tree.reachability().eachConnection();
  } catch (error) {
    if (error instanceof TooManyConnections) return undefined;
    throw error;
  }
}

function namesByTree(copies: readonly Copy[]): ReadonlyMap<CommittedTree, ReadonlySet<string>> {
  const names = new Map<CommittedTree, Set<string>>();
  for (const { tree, object } of copies) {
    const ofTree = names.get(tree) ?? new Set();
    names.set(tree, ofTree);
    ofTree.add(nameOf(identityOf(object.manifest)));
  }
  return names;
}

function nameOf({ kind, namespace, name }: Pick<WorkloadEndpoint, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace === '' ? 'default' : namespace}/${name}`;
}
