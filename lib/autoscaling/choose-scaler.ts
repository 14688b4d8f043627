import type { ClusterFacts } from '../fleet/cluster-facts';
import { isAtLeast } from '../fleet/kubernetes-version';
import type { MetricSpec } from '../model/scaling';
import type { ResolvedRange } from './resolve';

/**
 * Whether KEDA is asked for: events and times of the day are its alone, and no pods at all where Kubernetes cannot come
 * back from there itself.
 */
export function choosesKeda(
  { min, metrics = [], events = [], schedule = [], takeOver, idle }: ResolvedRange,
  { kubernetesVersion }: ClusterFacts,
): boolean {
  if (events.length > 0 || schedule.length > 0 || takeOver !== undefined || idle !== undefined) return true;
  return min === 0 && !(isAtLeast(kubernetesVersion, '1.37') && metrics.some(isThereWithoutPods));
}

/** A metric that somebody else than the pods has: it says when to come back from zero. */
export function isThereWithoutPods({ type }: MetricSpec): boolean {
  return type === 'External' || type === 'Object';
}
