import type { ClusterModel } from '../model/cluster-model';
import type { WorkloadModel } from '../model/workload-model';

/** What was declared and needs no object, because the mesh does it anyway. */
export interface BuiltInIntent {
  /** Field that was declared, such as `traffic.retries`. */
  readonly intent: string;
  readonly workload: WorkloadModel;
  /** What was declared, and how the mesh does it. */
  readonly message: string;
  readonly fix: string;
  readonly origin: string;
}

/** Reports that an intent is in force although nothing is emitted for it: a reviewer who looks for its object finds out why. */
export function reportBuiltIn(model: ClusterModel, { intent, workload, message, fix, origin }: BuiltInIntent): void {
  model.report({
    id: 'held-mesh-intent',
    severity: 'info',
    object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
    path: intent,
    message,
    fix,
    origin,
  });
}
