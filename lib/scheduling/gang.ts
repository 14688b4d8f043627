import type { WorkloadModel } from '../model/workload-model';

/** Pods that start together, or not at all, in the words of what starts them. */
export type GangModel = {
  readonly workload: WorkloadModel;
  /** How many pods there must be room for before any starts. */
  readonly minimum: number;
} & GangApi;

/** Which API has the object that says so. */
export type GangApi =
  | { readonly api: 'scheduling.volcano.sh/v1beta1'; readonly queue?: string }
  | { readonly api: 'scheduling.x-k8s.io/v1alpha1' }
  | {
      readonly api: 'scheduling.k8s.io/v1alpha1' | 'scheduling.k8s.io/v1alpha2' | 'scheduling.k8s.io/v1beta1';
    };
