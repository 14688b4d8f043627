import type { PodGroupSpec } from '../../imports/scheduling.x-k8s.io';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import type { GangModel } from './gang';

/** Name of the only group of a Workload of Kubernetes 1.35. */
export const groupOfWorkload = 'pods';

/** The object that says how many pods of a workload start together. */
export function emitPodGroup(gang: GangModel): Manifest {
  const { api, workload, minimum } = gang;
  const { name, namespace } = workload;
  const metadata = { name, namespace };
  switch (api) {
    case 'scheduling.volcano.sh/v1beta1': {
      const { queue } = gang;
      const spec = { minMember: minimum, ...(queue === undefined ? {} : { queue }) };
      return { apiVersion: api, kind: 'PodGroup', metadata, spec };
    }
    case 'scheduling.x-k8s.io/v1alpha1': {
      const spec: Plain<PodGroupSpec> = { minMember: minimum };
      return { apiVersion: api, kind: 'PodGroup', metadata, spec };
    }
    case 'scheduling.k8s.io/v1alpha1': {
      const podGroups = [{ name: groupOfWorkload, policy: { gang: { minCount: minimum } } }];
      return { apiVersion: api, kind: 'Workload', metadata, spec: { podGroups } };
    }
    case 'scheduling.k8s.io/v1alpha2':
    case 'scheduling.k8s.io/v1beta1':
      return {
        apiVersion: api,
        kind: 'PodGroup',
        metadata,
        spec: { schedulingPolicy: { gang: { minCount: minimum } } },
      };
  }
}
