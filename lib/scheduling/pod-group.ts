import type { Manifest } from '../manifest/objects/manifest';
import type { PodGroupModel } from './resolve-queueing';

/** The pods of a workload that Volcano starts together, and the queue that they wait in. */
export function emitPodGroup({ workload: { name, namespace }, minMember, queue }: PodGroupModel): Manifest {
  return {
    apiVersion: 'scheduling.volcano.sh/v1beta1',
    kind: 'PodGroup',
    metadata: { name, namespace },
    spec: { minMember, ...(queue === undefined ? {} : { queue }) },
  };
}
