import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { requireInstallation } from '../refuse';
import { consulFacts } from './facts';

/** Says that every object names its services by one namespace of Consul, which the Enterprise edition may have more of. */
export function requireOneNamespace({ cluster, settings: { owner } }: MeshModel, model: ClusterModel): void {
  const { edition, rootNamespace } = consulFacts(cluster);
  if (edition === 'community') return;
  requireInstallation(model, {
    intent: 'mesh.namespaces',
    backend: 'consul',
    what: 'one namespace of Consul for all of Kubernetes',
    fix: 'leave global.enableConsulNamespaces off, or mirroringK8S off with one consulDestinationNamespace',
    origin: owner?.origin ?? rootNamespace,
  });
}
