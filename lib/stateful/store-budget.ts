import type { Manifest } from '../manifest/objects/manifest';
import type { StoreModel } from './store-model';

/** How many pods of a store a node drain may take away at once. */
export type StoreBudget =
  | {
      /** One pod, or a share of them. Emitted as `spec.maxUnavailable`. */
      readonly maxUnavailable: number | string;
      /**
       * Whether pods that are not ready may always be evicted, or only while the others are enough. Emitted as
       * `spec.unhealthyPodEvictionPolicy`.
       */
      readonly unhealthyPods: 'AlwaysAllow' | 'IfHealthyBudget';
    }
  /** There is nothing to keep. */
  | undefined;

/** What a node drain may take away at once; undefined where the pattern keeps nothing. */
export function emitStoreBudget({ intent }: StoreModel): Manifest | undefined {
  const { context, labels, workload, budget } = intent;
  if (budget === undefined) return undefined;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: context.metadata(workload.name, { labels }),
    spec: {
      maxUnavailable: budget.maxUnavailable,
      selector: { matchLabels: workload.selectorLabels },
      unhealthyPodEvictionPolicy: budget.unhealthyPods,
    },
  };
}
