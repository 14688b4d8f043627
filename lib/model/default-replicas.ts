import type { ClusterFacts } from '../fleet/cluster-facts';

/** How many pods there are where nobody says: as few as survive the loss of one where an outage matters. */
export function defaultReplicas({ environment }: Pick<ClusterFacts, 'environment'>): number {
  return environment.tier === 'production' ? 2 : 1;
}
