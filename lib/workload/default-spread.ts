import type { ClusterFacts } from '../fleet/cluster-facts';
import { revisionLabel } from '../model/revision-label';
import type { TopologySpreadConstraint } from './workload-props';

/** A spread constraint as it is before its selector is known. */
export type SpreadFields = Omit<TopologySpreadConstraint, 'labelSelector'>;

/**
 * Pods that run without end stand beside each other, so that it matters where they are: evenly over zones, where there are
 * two or more, and hosts, as far as possible.
 */
export function defaultSpread(kind: string, { zones }: ClusterFacts): readonly SpreadFields[] {
  if (kind !== 'Deployment' && kind !== 'Rollout' && kind !== 'StatefulSet') return [];
  const topologyKeys = [...(zones.length > 1 ? ['topology.kubernetes.io/zone'] : []), 'kubernetes.io/hostname'];
  return topologyKeys.map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    ...rollingKeys(kind),
  }));
}

/** Without it, the pods of the old revision count while a workload is rolled, and skew the new one. Others lack the label. */
export function rollingKeys(kind: string): Pick<SpreadFields, 'matchLabelKeys'> {
  const key = revisionLabel(kind);
  return key === undefined ? {} : { matchLabelKeys: [key] };
}
