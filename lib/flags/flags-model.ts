import { IntentSort } from '../model/intent-sort';
import type { ObjectOwner } from '../model/object-owner';
import type { WorkloadModel } from '../model/workload-model';
import type { ResourceRequirements } from '../workload/container-fields';
import type { Flag } from './flag';

/** Where a flag is evaluated: by flagd beside the containers of the pod, or by the application's own provider. */
export type FlagEvaluation = 'sidecar' | 'in-process';

/** Flags as they were declared, and who is served. */
export interface DeclaredFlags extends ObjectOwner {
  readonly name: string;
  readonly namespace: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Where the flagd of a pod has them from. */
  readonly from: 'flagd-proxy' | 'kubernetes';
  readonly sidecarResources: ResourceRequirements;
  readonly served: readonly ServedWorkload[];
}

/** A workload that asks for flags. */
export interface ServedWorkload {
  readonly workload: WorkloadModel;
  readonly evaluation: FlagEvaluation;
}

/** The feature flags of a tree. */
export const declaredFlags = new IntentSort<DeclaredFlags>();
