import type { ClusterModel } from '../../model/cluster-model';
import { formatWorkload } from '../../model/workload-model';
import type { MeshWorkload, ResolvedMeshSettings } from '../mesh-model';

/**
 * Reports connections to bare addresses where the mesh was told to let through what is declared alone: it knows hosts,
 * so that it would refuse all addresses, or none. Where nobody said so, the network policy is what names them.
 */
export function refuseAddresses(
  { workload, outbound }: MeshWorkload,
  { egress }: ResolvedMeshSettings,
  model: ClusterModel,
): void {
  if (egress !== 'declared') return;
  for (const { to, origin } of outbound) {
    if (to.type !== 'cidr') continue;
    model.report({
      id: 'unsupported-mesh-connection',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
      path: 'connection.to',
      message: `Forbidden: the mesh of ${model.cluster.name} lets through declared hosts alone (egress: declared), and ${to.cidr} is none: ${formatWorkload(workload)} would reach every address, or none`,
      fix: 'give the addresses a name: new ExternalService(…, { hosts: […], cidrs: […] }), or leave egress out of the MeshConfiguration: isolated namespaces are then limited wherever hosts are known',
      origin,
    });
  }
}
