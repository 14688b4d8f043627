import type { Duration } from 'cdk8s';
import { IntentSort } from './intent-sort';
import type { WorkloadModel } from './workload-model';

/**
 * How a new version of a workload takes over from the old one: a share of the requests at a time, with a pause after each.
 * Becomes a Rollout of Argo Rollouts in place of the Deployment; a cluster without Argo Rollouts is an error.
 */
export interface CanaryRollout {
  /** Some requests go to the new version while the rest stays with the old one. Emitted as `spec.strategy.canary`. */
  readonly strategy: 'canary';
  /** The shares, each larger than the one before. After the last one the new version gets everything. At least one. */
  readonly steps: readonly CanaryStep[];
  /**
   * What the shares are made by. `requests`: the routes of the mesh, to the per cent, however many pods there are. `pods`: the
   * number of pods of each version behind one Service, as near as that comes, on any cluster. A mesh whose routes cannot be left to
   * Argo Rollouts is an error that says so.
   *
   * @default 'requests'
   */
  readonly sharedBy?: 'requests' | 'pods';
}

/** One step of a canary. */
export interface CanaryStep {
  /** Per cent of the requests that the new version gets, from 1 to 99. Emitted as `setWeight`. */
  readonly weight: number;
  /**
   * How long the share stays as it is, in whole seconds, or until somebody promotes or aborts the rollout (`manual`). Emitted as
   * `pause`, with `duration` where it is one.
   */
  readonly pause: Duration | 'manual';
}

/** What was declared about the rollout of one workload. */
export interface RolloutIntent {
  readonly workload: WorkloadModel;
  readonly rollout: CanaryRollout;
  readonly origin: string;
}

/** The rollouts of a tree. */
export const rolloutIntents = new IntentSort<RolloutIntent>();

/** Whether routes make the shares, which is the default. */
export function isSharedByRequests({ sharedBy = 'requests' }: CanaryRollout): boolean {
  return sharedBy === 'requests';
}
