import type { ClusterModel } from '../../model/cluster-model';
import type { MeshWorkload } from '../mesh-model';
import { requireInstallation } from '../refuse';

/** Clusters of one mesh see each other's Services without being told: what a workload's export needs stands outside the tree. */
export function requireSharedServices({ workload, exported }: MeshWorkload, model: ClusterModel): void {
  if (!exported) return;
  requireInstallation(model, {
    intent: 'mesh.exported',
    backend: 'istio-sidecar',
    what: `a mesh of several clusters, so that the others find Service ${workload.namespace}/${workload.service?.name ?? workload.name}`,
    fix: 'give every control plane the remote secrets of the other clusters, and connect their networks with east-west gateways',
    origin: workload.origin,
  });
}
