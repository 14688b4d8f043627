import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Finding } from '../manifest/objects/finding';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { Fleet } from '../synth/fleet';

/** The manifests of one cluster, as a fleet renders them, or as they were read from a folder. */
export interface Tree {
  readonly cluster: ClusterFacts;
  readonly manifests: readonly LocatedManifest[];
  /** What rendering had to say. */
  readonly findings?: readonly Finding[];
}

/** Renders one cluster of a fleet in memory; nothing is written, and nothing is checked yet. */
export function synthesize(fleet: Fleet, cluster: string): Tree {
  return fleet.render(cluster);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && 'cluster' in value && 'manifests' in value;
}

/** What a matcher was given, as trees. @throws TypeError for anything else, with what is expected */
export function treesOf(received: unknown): readonly Tree[] {
  const trees: readonly unknown[] = Array.isArray(received) ? received : [received];
  if (trees.length > 0 && trees.every(isTree)) return trees;
  throw new TypeError('expected a tree, such as synthesize(fleet, "prod-euw1"), or a list of trees');
}
