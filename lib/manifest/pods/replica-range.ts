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

/** The range in which a HorizontalPodAutoscaler or a ScaledObject keeps the number of Pods. */
export function rangeOfScaler({ manifest }: LocatedManifest): ReplicaRange {
  const { kind, name } = identityOf(manifest);
  const spec = Field.root(manifest).at('spec');
  const fields = rangeFields[kind === 'ScaledObject' ? 'ScaledObject' : 'HorizontalPodAutoscaler'];
  const minimum = spec.at(fields.minimum).number ?? fields.defaultMinimum;
  return {
    minimum,
    maximum: Math.max(minimum, spec.at(fields.maximum).number ?? fields.defaultMaximum),
    saidBy: `${fields.minimum} of ${kind} ${name}`,
  };
}

const rangeFields = {
  HorizontalPodAutoscaler: {
    minimum: 'minReplicas',
    defaultMinimum: 1,
    maximum: 'maxReplicas',
    defaultMaximum: 1,
  },
  ScaledObject: {
    minimum: 'minReplicaCount',
    defaultMinimum: 0,
    maximum: 'maxReplicaCount',
    defaultMaximum: 100,
  },
} as const;
