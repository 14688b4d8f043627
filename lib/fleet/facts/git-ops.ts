import { describeGitOps, gitOpsFrom, gitOpsShape, type GitOpsDescription, type GitOpsFacts } from '../git-ops-facts';
import type { Fact } from './fact';

/** What syncs a cluster, as users write it. */
export interface GitOpsProps {
  /**
   * What brings the committed tree into the cluster: `argoCd(…)`, `flux(…)`, `configSync(…)` or
   * `rancherFleet(…)`. Its objects join the tree, or that of the cluster whose engine syncs this one, and what holds data is
   * marked so that it is not pruned.
   *
   * @default none: whoever applies the tree is not part of it
   */
  readonly gitOps?: GitOpsDescription;
}

/** What syncs a cluster. */
export interface GitOpsFact {
  /** What brings the committed tree into the cluster; left out where nothing is said. */
  readonly gitOps?: GitOpsFacts;
}

export const gitOpsFact: Fact<GitOpsProps, GitOpsFact> = {
  props: { 'gitOps?': gitOpsShape },
  resolve: ({ gitOps }) => (gitOps === undefined ? {} : { gitOps: gitOpsFrom(gitOps) }),
  describe: ({ gitOps }) => ({ gitOps: gitOps === undefined ? undefined : describeGitOps(gitOps) }),
};
