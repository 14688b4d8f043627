import type { ClusterFacts } from './cluster-facts';
import { clusterFactList } from './facts/cluster-fact-list';

/** What describes a cluster, by the names that a file of cluster facts has for it. */
export type ClusterDescription = Readonly<Record<string, unknown>>;

/**
 * What is known of a cluster as data, in a fixed order and without what is so by default, for people to read beside its
 * tree. It is all that a check may ask, so that whoever has only the tree judges it as the program did that wrote it.
 */
export function describeCluster(facts: Partial<ClusterFacts>): ClusterDescription {
  const lines = clusterFactList.flatMap((fact) => Object.entries(fact.describe(facts)));
  return Object.fromEntries(lines.filter(([, value]) => !isNothing(value)));
}

/** What is not known, and empty lists and maps: they are what nothing would be read as. */
function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
