import { ManifestSet, reachability, type Manifest } from '../../lib';
import type { CommittedTree } from '../../lib/survival/surviving-tree';

/** The tree of a cluster that holds these objects. */
export function treeOf(
  cluster: string,
  objects: readonly Manifest[],
  more: Partial<CommittedTree> = {},
): CommittedTree {
  const manifests = new ManifestSet(objects.map((manifest) => ({ manifest })));
  return {
    cluster,
    environment: 'prod',
    region: undefined,
    syncedBy: undefined,
    manifests,
    reachability: () => reachability(manifests),
    ...more,
  };
}
