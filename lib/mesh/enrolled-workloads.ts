import type { ClusterModel } from '../model/cluster-model';
import { meshPolicies } from '../model/mesh-policy';
import type { WorkloadModel } from '../model/workload-model';

/** The workloads of a cluster that are part of its mesh: all of them but those that were told to stay outside, where there is one. */
export function enrolledWorkloads(model: ClusterModel): ReadonlySet<WorkloadModel> {
  if (model.cluster.mesh === undefined) return new Set(model.workloads);
  const outside = new Set(
    [...meshPolicies.in(model)].flatMap(({ workload, policy }) => (policy.enrolled === false ? [workload] : [])),
  );
  return new Set(model.workloads.filter((workload) => !outside.has(workload)));
}
