import type { ClusterModel } from '../model/cluster-model';
import { objectReference } from '../model/object-reference';
import type { ScaledWorkload } from '../model/scaling';

/** Why a cluster cannot scale as was declared, and what could be done instead. */
export interface ScalingRefusal {
  /** What was declared: `scaling.events[0].metadata.topic`. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  /** @default 'error' */
  readonly severity?: 'error' | 'warning';
}

/** Reports what a cluster cannot do of a scaling intent: nothing is lost silently. */
export function refuseScaling(
  model: ClusterModel,
  { workload, origin }: Pick<ScaledWorkload, 'workload' | 'origin'>,
  { path, message, fix, severity = 'error' }: ScalingRefusal,
): void {
  model.report({
    id: 'unsupported-scaling-intent',
    severity,
    object: objectReference(workload.controller),
    path,
    message,
    fix,
    origin,
  });
}
