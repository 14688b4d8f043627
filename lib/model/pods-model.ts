import type { EmittedManifest } from './capability';
import { CapabilityName } from './capability-name';
import type { FieldClaim } from './ownership';
import type { WorkloadModel } from './workload-model';

/** How many pods there are: a number that the tree says, or a range within which a controller decides. */
export type Replicas =
  | { readonly type: 'fixed'; readonly count: number }
  | { readonly type: 'range'; readonly min: number; readonly max: number; readonly leftTo: string };

/** The pods of a workload, resolved: what other capabilities may ask of them. */
export interface PodsModel {
  readonly workload: WorkloadModel;
  /** Left out where the number is not the tree's to say: one pod a node, one pod a run. */
  readonly replicas?: Replicas;
}

/** What a blueprint emits, and the pods that it makes, if any. */
export interface ResolvedBlueprint {
  readonly pods?: PodsModel;
  readonly emit: () => Iterable<EmittedManifest>;
}

/** The resolved blueprints of a cluster, for rooms that ask how many pods there are. */
export const workloadModels = new CapabilityName<readonly ResolvedBlueprint[]>('workload');

/** The number of pods that there are at any time: what a disruption budget may count on. */
export function fewestReplicas(replicas: Replicas): number {
  return replicas.type === 'fixed' ? replicas.count : replicas.min;
}

/** The replicas of a claim on `spec.replicas`; the default where nobody claimed it. */
export function replicasOf(claim: FieldClaim | undefined, otherwise: number): Replicas {
  if (claim === undefined) return { type: 'fixed', count: otherwise };
  if ('leftTo' in claim) {
    const { leftTo, range: { min, max } = { min: 1, max: Infinity } } = claim;
    return { type: 'range', min, max, leftTo };
  }
  return { type: 'fixed', count: typeof claim.value === 'number' ? claim.value : otherwise };
}
