import type { ClusterModel } from '../../model/cluster-model';
import type { Connection } from '../../model/connection';
import { formatWorkload, type WorkloadModel } from '../../model/workload-model';
import type { MeshModel, MeshWorkload } from '../mesh-model';
import { refuseSecurity } from './refuse-security';

/**
 * The addresses outside the mesh that a workload's proxy must leave alone. Only needed where proxies let nothing out
 * that the mesh does not know (`egress: 'declared'`): there, what is declared and cannot be named by address is refused.
 */
export function directAddresses(
  { workload, servers, outbound }: MeshWorkload,
  { settings }: MeshModel,
  model: ClusterModel,
  enrolled: ReadonlySet<WorkloadModel>,
): readonly string[] {
  if (settings.egress !== 'declared') return [];
  const refused = (what: string, origin: string) => refuseBlocked(model, workload, what, origin);
  for (const server of servers)
    if (!enrolled.has(server)) refused(`${formatWorkload(server)} is not enrolled`, workload.origin);
  const apiServer = outbound.find(({ to }) => to.type === 'apiServer');
  if (apiServer !== undefined) sayServiceAddress(model, workload, apiServer.origin);
  const cidrs = outbound.flatMap((connection) => {
    const addresses = addressesOf(connection, model, enrolled);
    if (typeof addresses !== 'string') return addresses;
    refused(addresses, connection.origin);
    return [];
  });
  return [...new Set(cidrs)].sort();
}

/** The addresses, or why there are none. */
function addressesOf(
  { to }: Connection,
  { cluster, workloads }: ClusterModel,
  enrolled: ReadonlySet<WorkloadModel>,
): readonly string[] | string {
  switch (to.type) {
    case 'cidr':
      return to.except.length === 0 ? [to.cidr] : `it cannot leave ${to.except.join(', ')} out of ${to.cidr}`;
    case 'apiServer': {
      const { cidrs } = cluster.network.apiServer;
      return cidrs.length > 0 ? cidrs : 'the addresses of the API server are unknown (network.apiServer.cidrs)';
    }
    case 'namespace': {
      const outside = workloads.find((workload) => workload.namespace === to.namespace && !enrolled.has(workload));
      return outside === undefined ? [] : `${formatWorkload(outside)} is not enrolled`;
    }
    case 'namespaces':
      return 'pods of namespaces that a label selects are not known to it';
    case 'ingress':
      return `the pods of ingress class "${to.className}" are not known to it`;
    case 'platform':
      return `the pods of ${to.name} are not known to it`;
    case 'monitoring':
      return 'the pods of monitoring are not known to it';
    case 'dns':
    case 'external':
    case 'remoteWorkload':
    case 'workload':
      return [];
  }
}

/** Facts name the API server's own addresses; pods mostly ask at the address of its Service. */
function sayServiceAddress(model: ClusterModel, { namespace, name }: WorkloadModel, origin: string): void {
  model.report({
    id: 'unproved-mesh-egress',
    severity: 'warning',
    object: { apiVersion: 'v1', kind: 'Service', namespace, name },
    path: 'mesh.egress',
    message:
      'Required value: proxies let requests to the API server out by its own addresses: that of Service default/kubernetes, which clients use by default, is not known',
    fix: "name it, too: connections.allowTo(Peers.cidr('10.96.0.1/32'))",
    origin,
  });
}

function refuseBlocked(model: ClusterModel, workload: WorkloadModel, what: string, origin: string): void {
  refuseSecurity(model, {
    intent: 'mesh.egress',
    workload,
    reason: `proxies let nothing out that the mesh does not know, and ${what}`,
    alternative:
      "take the server into the mesh, name it by address (Peers.cidr), or set egress: 'any' and leave it to network policies",
    origin,
  });
}
