import { horizontalKind } from './autoscaler-kinds';
import { autoscalersOf } from './autoscalers';
import { Field } from '../objects/field';
import type { LocatedManifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { identityOf } from '../objects/object-identity';

/** How many Pods a workload has, as its manifest or its autoscaler says. */
export interface ReplicaRange {
  readonly minimum: number;
  readonly maximum: number;
  /** The field that says the minimum, as messages name it: `minReplicas of HorizontalPodAutoscaler cart`. */
  readonly saidBy: string;
}

/** The range between which a workload is scaled; one number where nothing scales it, 1 where it says none itself. */
export function replicaRangeOf(manifests: ManifestSet, workload: LocatedManifest): ReplicaRange {
  const scaler = autoscalersOf(manifests, workload).find(({ direction }) => direction === 'horizontal');
  if (scaler === undefined) {
    const replicas = Field.root(workload.manifest).at('spec', 'replicas').number ?? 1;
    return { minimum: replicas, maximum: replicas, saidBy: 'replicas' };
  }
  return rangeOfScaler(scaler.object);
}

/** The range in which a horizontal autoscaler keeps the number of Pods; one Pod where the object is none. */
export function rangeOfScaler({ manifest }: LocatedManifest): ReplicaRange {
  const range = horizontalKind(manifest)?.range;
  if (range === undefined) return { minimum: 1, maximum: 1, saidBy: 'replicas' };
  const { kind, name } = identityOf(manifest);
  const spec = Field.root(manifest).at('spec');
  const minimum = spec.at(range.minimum).number ?? range.defaultMinimum;
  return {
    minimum,
    maximum: Math.max(minimum, spec.at(range.maximum).number ?? range.defaultMaximum),
    saidBy: `${range.minimum} of ${kind} ${name}`,
  };
}
