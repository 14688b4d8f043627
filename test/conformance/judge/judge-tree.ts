import type { TestCluster } from '../../control-plane/client/test-cluster';
import type { Tree, TreeObject } from '../../control-plane/trees/tree';
import { applyTree, removeObjects } from './apply-tree';
import { formatComplaint, type Complaint } from './complaint';

/** What a server does to a tree that it is given for the first time. Leaves the server as it was. */
export async function judgeTree(cluster: TestCluster, tree: Tree): Promise<readonly Complaint[]> {
  const { complaints, created } = await applyTree(cluster, tree.objects);
  await removeObjects(cluster, created);
  return complaints;
}

/**
 * What a server that has one tree does to the next one: refused changes of immutable fields, transition rules that
 * do not hold, values that do not arrive. The first tree must be one that the server takes. Objects that the next tree no
 * longer has stay, as with a GitOps engine that does not prune. Leaves the server as it was.
 */
export async function judgeUpgrade(
  cluster: TestCluster,
  previous: readonly TreeObject[],
  next: readonly TreeObject[],
): Promise<readonly Complaint[]> {
  const before = await applyTree(cluster, previous);
  const refused = before.complaints.filter(({ verdict }) => verdict === 'rejected');
  const after = refused.length === 0 ? await applyTree(cluster, next) : { complaints: [], created: [] };
  await removeObjects(cluster, [...after.created, ...before.created]);
  if (refused.length > 0) {
    throw new Error(`there is nothing to upgrade from:\n${refused.map(formatComplaint).join('\n')}`);
  }
  return after.complaints;
}
