import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Peer } from '../model/connection';
import type { WorkloadModel } from '../model/workload-model';

/** Whether a peer of a connection is part of the mesh, so that a proxy of the mesh sends its requests: by identity, routed. */
export function isInMesh(peer: Peer, enrolled: ReadonlySet<WorkloadModel>, { network }: ClusterFacts): boolean {
  switch (peer.type) {
    case 'workload':
      return enrolled.has(peer.workload);
    case 'namespace':
    case 'namespaces':
      return true;
    case 'platform':
      return peer.pods.mesh !== undefined;
    case 'monitoring':
      return network.monitoring?.mesh !== undefined;
    case 'ingress':
      return network.ingressControllers.some(
        ({ className, mesh }) => className === peer.className && mesh !== undefined,
      );
    case 'cidr':
    case 'external':
    case 'apiServer':
    case 'dns':
    case 'remoteWorkload':
      return false;
  }
}
