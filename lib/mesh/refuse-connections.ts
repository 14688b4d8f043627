import { namespaceNameLabel } from '../manifest/objects/namespace-labels';
import type { Diagnostic } from '../model/cluster-model';
import type { ClusterModel } from '../model/cluster-model';
import type { Connection, ConnectionPort, Peer } from '../model/connection';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import { speaksHttp } from './routed-ports';

/**
 * Reports connections that no mesh can keep to: what they allow, or refuse to everybody else, would not be what was
 * declared. They are about security, so that nothing turns them into warnings.
 */
export function refuseConnections(model: ClusterModel, enrolled: ReadonlySet<WorkloadModel>): void {
  for (const connection of model.connections) {
    const problem =
      remotePeer(connection) ?? unnamedNamespaces(model, connection) ?? unenforcedHttp(model, enrolled, connection);
    if (problem === undefined) continue;
    model.report({ id: 'unsupported-mesh-connection', severity: 'error', origin: connection.origin, ...problem });
  }
}

type Problem = Pick<Diagnostic, 'object' | 'path' | 'message' | 'fix'>;

function remotePeer({ from, to }: Connection): Problem | undefined {
  const [remote, path, local] =
    from.type === 'remoteWorkload' ? [from, 'connection.from', to] : [to, 'connection.to', from];
  if (remote.type !== 'remoteWorkload') return undefined;
  return {
    object: objectOf(local),
    path,
    message: `Forbidden: ${remote.namespace}/${remote.name} runs in ${remote.cluster}: its identity and its addresses are not known here`,
    fix: 'name its addresses instead (Peers.cidr), or the host under which it is reached (ExternalService)',
  };
}

/** An identity says in which namespace a client runs, never with which labels. */
function unnamedNamespaces(model: ClusterModel, { from, to }: Connection): Problem | undefined {
  if (from.type !== 'namespaces' || from.selector.matchLabels?.[namespaceNameLabel] !== undefined) return undefined;
  if (!isIsolated(model, to)) return undefined;
  return {
    object: objectOf(to),
    path: 'connection.from',
    message:
      'Forbidden: identities of a mesh name the namespace of a client, not its labels: these namespaces cannot be told from others',
    fix: 'name each of them: allowFrom(Peers.namespace("…"))',
  };
}

/** Rules about requests that nothing would hold anybody to. */
function unenforcedHttp(
  model: ClusterModel,
  enrolled: ReadonlySet<WorkloadModel>,
  { to, ports, http }: Connection,
): Problem | undefined {
  if (http === undefined || (to.type !== 'workload' && to.type !== 'namespace')) return undefined;
  const refused = (message: string, fix: string): Problem => ({
    object: objectOf(to),
    path: 'connection.http',
    message: `Forbidden: ${message}`,
    fix,
  });
  if (!isIsolated(model, to))
    return refused(
      'the namespace is not isolated: clients that no connection names may ask for anything',
      'isolate the namespace (isolated: true), or leave "http" out of the connection',
    );
  if (to.type === 'namespace') return undefined;
  const server = formatWorkload(to.workload);
  if (!enrolled.has(to.workload))
    return refused(
      `${server} is not part of the mesh: nothing there looks at requests`,
      'take the server into the mesh, or leave "http" out of the connection',
    );
  const opaque = ports.find((port) => !speaksHttpOn(to.workload, port));
  if (opaque === undefined) return undefined;
  return refused(
    `port ${opaque.port} of ${server} does not speak HTTP as far as it was declared: its bytes have no methods and paths`,
    'name the ports that speak HTTP: { ports: […], http: […] }, or say so where the port is declared (Port.http, Port.grpc)',
  );
}

function speaksHttpOn({ ports }: WorkloadModel, { port, endPort = port }: ConnectionPort): boolean {
  return ports.some((declared) => {
    const { containerPort } = declared;
    return containerPort >= port && containerPort <= endPort && speaksHttp(declared);
  });
}

function isIsolated(model: ClusterModel, to: Peer): boolean {
  const namespace = to.type === 'workload' ? to.workload.namespace : to.type === 'namespace' ? to.namespace : undefined;
  return namespace !== undefined && model.namespaces.get(namespace)?.isolated === true;
}

function objectOf(peer: Peer): Diagnostic['object'] {
  if (peer.type === 'workload')
    return { apiVersion: 'v1', kind: 'Service', namespace: peer.workload.namespace, name: peer.workload.name };
  return { apiVersion: 'v1', kind: 'Namespace', name: peer.type === 'namespace' ? peer.namespace : '' };
}
