import type { StoredRuns } from '../checks/incremental/check-cache';
import { RecentRuns } from '../checks/incremental/recent-runs';
import { runChecks } from '../checks/run-checks';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import { mergeResults, type Report } from '../report/report';
import type { ReadCheckOptions } from './check-options';
import { clusterFor } from './cluster-for';
import { describedCluster } from './cluster-facts-file';
import type { ReadTree } from './cluster-trees';

export interface CheckTreesOptions extends ReadCheckOptions {
  /** The last committed tree of each cluster. */
  readonly base?: ReadonlyMap<string, ManifestSet> | undefined;
  /** Results of earlier runs. @default those of the trees before, while these are judged */
  readonly cache?: StoredRuns | undefined;
  /** The day, as `2027-01-31`. */
  readonly today: string;
}

/** Judges trees that stand on disk, each as the cluster that it is for. */
export function checkTrees(trees: readonly ReadTree[], options: CheckTreesOptions): Report {
  const { cache = new RecentRuns() } = options;
  const results = trees.map((tree) => checkTree(tree, { ...options, cache }));
  const unread = trees.flatMap(({ findings, cluster }) => findings.map((finding) => ({ ...finding, cluster })));
  return mergeResults(results, unread);
}

function checkTree(tree: ReadTree, { described, kubernetes, layers, base, cache, today, profile }: CheckTreesOptions) {
  const { profile: own, suppressions = [], ...facts } = describedCluster(described, tree.cluster, tree.facts);
  const { cluster, schemas } = clusterFor({ tree, facts, kubernetes, layers });
  const previous = base?.get(tree.cluster);
  const chosen = profile ?? own;
  return runChecks({
    manifests: tree.manifests,
    cluster,
    schemas,
    suppressions,
    today,
    ...(previous === undefined ? {} : { previous }),
    ...(chosen === undefined ? {} : { profile: chosen }),
    ...(cache === undefined ? {} : { cache }),
  });
}
