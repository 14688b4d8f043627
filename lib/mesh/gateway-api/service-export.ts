import type { Manifest } from '../../manifest/objects/manifest';
import type { WorkloadModel } from '../../model/workload-model';
import { managedMetadata } from '../managed-metadata';

/** Lets the other clusters of the set use the workload's Service; nothing for a workload without one. */
export function emitServiceExport({ namespace, name, service }: WorkloadModel): Manifest | undefined {
  if (service === undefined) return undefined;
  return {
    apiVersion: 'multicluster.x-k8s.io/v1beta1',
    kind: 'ServiceExport',
    metadata: managedMetadata(namespace, service.name, name),
  };
}
