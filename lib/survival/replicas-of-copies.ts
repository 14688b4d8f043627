import { replicaRangeOf } from '../manifest/pods/replica-range';
import { workloadKindOf } from '../manifest/pods/workload-kinds';
import type { Copy } from './surviving-tree';

/** How many pods some copies of a workload have together, at the least and at the most. */
export interface ReplicaCount {
  readonly minimum: number;
  readonly maximum: number;
}

/** Undefined for what has no number of its own: a pod on each node, runs of a Job. */
export function replicasOfCopies(copies: readonly Copy[]): ReplicaCount | undefined {
  let [minimum, maximum] = [0, 0];
  for (const { object, tree } of copies) {
    if (workloadKindOf(object.manifest)?.isScalable !== true) return undefined;
    const range = replicaRangeOf(tree.manifests, object);
    minimum += range.minimum;
    maximum += range.maximum;
  }
  return { minimum, maximum };
}
