import type { PodsAt } from '../fleet/network-facts';
import { namespaceNameLabel } from '../manifest/objects/namespace-labels';
import type { ClusterModel } from '../model/cluster-model';
import type { ConnectionPort, Peer } from '../model/connection';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import type { AuthorizationModel, AuthorizationRule, MeshClient } from './mesh-model';
import type { ConnectionsByEnd } from './connections-by-end';

export interface AuthorizationOptions {
  /** Ports that take unencrypted requests; undefined where all of them do. */
  readonly permissivePorts: readonly number[] | undefined;
  /** Whether metrics are scraped from the proxy, so that the workload is not asked for them. */
  readonly metricsFromProxy: boolean;
}

/**
 * Who may ask a workload for what: the same connections that its network policy allows, by identity. A client outside
 * the mesh has none; where the workload is strict that is an error, for its requests would be refused.
 */
export function resolveAuthorization(
  model: ClusterModel,
  workload: WorkloadModel,
  connections: ConnectionsByEnd,
  enrolled: ReadonlySet<WorkloadModel>,
  { permissivePorts, metricsFromProxy }: AuthorizationOptions,
): AuthorizationModel | undefined {
  if (model.namespaces.get(workload.namespace)?.isolated !== true) return undefined;
  const declared = [...(connections.to.get(workload) ?? []), ...(connections.to.get(workload.namespace) ?? [])];
  const rules = declared.flatMap((connection): AuthorizationRule[] => {
    const ports = connection.ports.filter(isCarried);
    // What goes by UDP alone passes the mesh by: its number must not open a TCP port.
    if (ports.length === 0 && connection.ports.length > 0) return [];
    const { http, origin } = connection;
    const clients = clientsOf(model, connection.from, enrolled);
    return clients.length === 0 ? [] : [{ clients, ports, origin, ...(http === undefined ? {} : { http }) }];
  });
  const monitoring = metricsFromProxy ? undefined : monitoringRule(model, workload);
  if (monitoring !== undefined) rules.push(monitoring);
  for (const rule of rules) refuseUnencrypted(model, workload, rule, permissivePorts);
  return { rules };
}

/** A mesh carries TCP, and nothing else. */
function isCarried({ protocol }: ConnectionPort): boolean {
  return protocol === 'TCP';
}

function clientsOf({ cluster }: ClusterModel, peer: Peer, enrolled: ReadonlySet<WorkloadModel>): MeshClient[] {
  const { network } = cluster;
  switch (peer.type) {
    case 'workload':
      return [workloadClient(peer.workload, enrolled)];
    case 'namespace':
      return [{ type: 'namespace', namespace: peer.namespace }];
    case 'namespaces': {
      const name = peer.selector.matchLabels?.[namespaceNameLabel];
      // A set of namespaces by label has no identity: refused as a connection, and never widened to everybody.
      return name === undefined ? [] : [{ type: 'namespace', namespace: name }];
    }
    case 'cidr':
      return [{ type: 'cidr', cidr: peer.cidr, except: peer.except }];
    case 'ingress': {
      const controller = network.ingressControllers.find(({ className }) => className === peer.className);
      return controller === undefined
        ? []
        : [infrastructureClient(controller, `the ingress controller "${peer.className}"`)];
    }
    case 'platform':
      return [infrastructureClient(peer.pods, peer.name)];
    case 'monitoring':
      return network.monitoring === undefined ? [] : [infrastructureClient(network.monitoring, 'monitoring')];
    case 'apiServer': {
      const { cidrs } = network.apiServer;
      if (cidrs.length === 0) return [{ type: 'unmeshedPods', description: 'the API server' }];
      return cidrs.map((cidr) => ({ type: 'cidr', cidr, except: [] }));
    }
    case 'external':
    case 'dns':
    case 'remoteWorkload':
      return [];
  }
}

function workloadClient(workload: WorkloadModel, enrolled: ReadonlySet<WorkloadModel>): MeshClient {
  if (!enrolled.has(workload))
    return { type: 'unmeshedPods', description: `${formatWorkload(workload)} (not enrolled)` };
  return { type: 'serviceAccount', namespace: workload.namespace, name: workload.serviceAccountName };
}

function infrastructureClient({ namespace, mesh }: PodsAt, description: string): MeshClient {
  return mesh === undefined
    ? { type: 'unmeshedPods', description }
    : { type: 'serviceAccount', namespace, name: mesh.serviceAccountName };
}

function monitoringRule({ cluster }: ClusterModel, { metrics, origin }: WorkloadModel): AuthorizationRule | undefined {
  const { monitoring } = cluster.network;
  if (metrics === undefined || monitoring === undefined) return undefined;
  return {
    clients: [infrastructureClient(monitoring, 'monitoring')],
    ports: [{ protocol: 'TCP', port: metrics.port }],
    origin,
  };
}

function refuseUnencrypted(
  model: ClusterModel,
  workload: WorkloadModel,
  { clients, ports, origin }: AuthorizationRule,
  permissivePorts: readonly number[] | undefined,
): void {
  if (permissivePorts === undefined || model.cluster.mesh === undefined) return;
  const isPermissive = ({ port, endPort = port }: ConnectionPort) => endPort === port && permissivePorts.includes(port);
  if (ports.length > 0 && ports.every(isPermissive)) return;
  for (const client of clients) {
    if (client.type !== 'unmeshedPods' && client.type !== 'cidr') continue;
    const who = client.type === 'cidr' ? client.cidr : client.description;
    model.report({
      id: 'unsupported-mesh-client',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
      path: 'mesh.mutualTls',
      message: `Forbidden: ${who} is outside the mesh, and ${formatWorkload(workload)} accepts encrypted requests alone (strict)`,
      fix: 'take the client into the mesh (for pods of the platform: the field mesh of what says where they are), or accept unencrypted requests on this port: workload.mesh({ permissivePorts: […] })',
      origin,
    });
  }
}
