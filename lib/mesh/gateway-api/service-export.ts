import type { Manifest } from '../../manifest/objects/manifest';
import type { WorkloadModel } from '../../model/workload-model';

/** Lets the other clusters of the set use the workload's Service; nothing for a workload without one. */
export function emitServiceExport({ namespace, service }: WorkloadModel): Manifest | undefined {
  if (service === undefined) return undefined;
  return {
    apiVersion: 'multicluster.x-k8s.io/v1beta1',
    kind: 'ServiceExport',
    metadata: { name: service.name, namespace },
  };
}
