import type { ClusterModel } from '../model/cluster-model';
import { trafficIntents } from '../model/traffic';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import { refuse } from './refuse';

/** Reports traffic policies of workloads outside the mesh: no proxy stands before them that could keep to one. */
export function refuseUnenrolledTraffic(model: ClusterModel, enrolled: ReadonlySet<WorkloadModel>): void {
  if (model.cluster.mesh === undefined) return;
  for (const { workload, policy, origin, onUnsupported } of trafficIntents.in(model)) {
    if (enrolled.has(workload)) continue;
    for (const field of Object.keys(policy)) {
      refuse(model, {
        intent: `traffic.${field}`,
        workload,
        backend: 'the mesh',
        reason: `${formatWorkload(workload)} is not enrolled`,
        alternative: 'take it into the mesh (enrolled: true), or leave the policy out',
        origin,
        onUnsupported,
      });
    }
  }
}
