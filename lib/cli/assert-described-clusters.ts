import { isNearMiss } from '../fleet/near-miss';
import { printable } from '../manifest/objects/printable';
import type { DescribedClusters } from './cluster-facts-file';
import type { ReadTree } from './cluster-trees';
import { UsageError } from './command';

/**
 * Refuses facts of a cluster whose name looks like that of a tree of which the file says nothing: the tree would be
 * judged without them. Facts of other clusters are let pass, as one file may describe more than one folder holds.
 *
 * @throws UsageError
 */
export function assertDescribedClusters({ clusters = {} }: DescribedClusters, trees: readonly ReadTree[]): void {
  const names = [...new Set(trees.map(({ cluster }) => cluster))];
  const undescribed = names.filter((name) => !(name in clusters));
  for (const name of Object.keys(clusters)) {
    const meant = names.includes(name) ? undefined : undescribed.find((tree) => isNearMiss(name, tree));
    if (meant === undefined) continue;
    throw new UsageError(
      `--cluster-facts: clusters: Not found: "${name}": the trees are of ${names.join(', ')}\n` +
        `  fix:  rename it; or, where another cluster is meant, say of ${meant} that nothing is known: "${meant}: {}"`,
    );
  }
}

/** Which described clusters have no tree, in one line; undefined where all have one. */
export function strayClusters({ clusters = {} }: DescribedClusters, trees: readonly ReadTree[]): string | undefined {
  const names = new Set(trees.map(({ cluster }) => cluster));
  const strays = Object.keys(clusters).filter((name) => !names.has(name));
  if (strays.length === 0) return undefined;
  const line = `--cluster-facts: clusters: no tree is of ${strays.join(', ')}; the trees are of ${[...names].join(', ')}`;
  return `${printable(line)}\n`;
}
