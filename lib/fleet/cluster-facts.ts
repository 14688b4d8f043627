import type { ListedFacts } from './facts/cluster-fact-list';

/** What is known of a cluster besides its manifests: plain data, so that a check can judge a folder of YAML by it too. */
export interface ClusterFacts extends ListedFacts {
  /** Name of the cluster, in findings and of its folder. */
  readonly name: string;
}
