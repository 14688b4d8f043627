import type { StoredRuns } from '../checks/incremental/check-cache';
import { RecentRuns } from '../checks/incremental/recent-runs';
import { readingChecks } from '../checks/reading-checks';
import { runChecks } from '../checks/run-checks';
import { suppressFindings } from '../checks/suppress-findings';
import { ManifestSet } from '../manifest/objects/manifest-set';
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
  const judged = trees.map((tree) => {
    const result = checkTree(tree, { ...options, cache });
    const unread = unreadOf(tree, options);
    return { result: { ...result, suppressed: [...result.suppressed, ...unread.suppressed] }, unread: unread.findings };
  });
  return mergeResults(
    judged.map(({ result }) => result),
    judged.flatMap(({ unread }) => unread),
  );
}

/** What could not be read, but for what is accepted of it. Suppressions that are wrong are reported by the checks. */
function unreadOf(tree: ReadTree, { described, kubernetes, layers, today }: CheckTreesOptions) {
  const found = tree.findings.map((finding) => ({ ...finding, cluster: tree.cluster }));
  const { suppressions = [], profile: _, ...facts } = describedCluster(described, tree.cluster, tree.facts);
  const accepting = suppressions.filter(({ check }) => readingChecks.some(({ id }) => id === check));
  if (found.length === 0 || accepting.length === 0) return { findings: found, suppressed: [] };
  const { findings, suppressed } = suppressFindings({
    findings: found,
    manifests: new ManifestSet([]),
    cluster: clusterFor({ tree, facts, kubernetes, layers }).cluster,
    suppressions: accepting,
    checks: readingChecks,
    ran: [],
    today,
  });
  return { findings: found.filter((finding) => findings.includes(finding)), suppressed };
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
