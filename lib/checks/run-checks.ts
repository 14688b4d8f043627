import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Suppression } from '../fleet/suppression';
import { isManifest, type LocatedManifest } from '../manifest/objects/manifest';
import { ManifestSet } from '../manifest/objects/manifest-set';
import { allChecks } from './all-checks';
import type { Check, CheckContext, Profile } from './check';
import { CheckDispatch } from './check-dispatch';
import { dueFindings } from './due-findings';
import type { Finding } from './finding';
import { compareFindings } from './finding-order';
import type { StoredRuns } from './incremental/check-cache';
import { judgeIncrementally } from './incremental/judge-incrementally';
import { judgeGone } from './judge-gone';
import { originOf } from './judge-object';
import { judgeObjects } from './judge-objects';
import { checksOf, defaultProfile } from './profile';
import type { FactsCatalog } from '../schema/facts/facts-catalog';
import { readingChecks } from './reading-checks';
import { renderedFirst } from './rendered-first';
import { saidOnce } from './said-once';
import { validManifest } from './valid-manifest';
import { suppressFindings, type SuppressedFinding } from './suppress-findings';

/** What is judged, by which checks, and what is let pass. */
export interface RunChecksOptions {
  /** The tree of one cluster. What lacks apiVersion, kind or metadata is a finding, `valid-manifest`. */
  readonly manifests: ManifestSet | readonly LocatedManifest[];
  /** What is known of the cluster besides its manifests. */
  readonly cluster: ClusterFacts;
  /** The tree that was last committed, for rules about changes. */
  readonly previous?: ManifestSet;
  /** What the cluster serves besides the tree's definitions; the built-in kinds of its version when left out. */
  readonly schemas?: FactsCatalog;
  /** The checks that there are. @default allChecks */
  readonly checks?: readonly Check[];
  /** Which of them run. @default 'production' for a cluster of the production tier, else 'baseline' */
  readonly profile?: Profile;
  /** What is accepted for now, besides what the objects' annotations accept. */
  readonly suppressions?: readonly Suppression[];
  /** The day, as `2027-01-31`, by which suppressions and flags expire. Left out, none does: there is no clock in here. */
  readonly today?: string;
  /** Results of earlier runs. Objects that did not change, and whose neighbours did not, are not checked again. */
  readonly cache?: StoredRuns;
}

/** What all checks said about one cluster's tree. */
export interface CheckResults {
  /** Name of the cluster. */
  readonly cluster: string;
  /** The version of Kubernetes that was judged by. */
  readonly kubernetesVersion: string;
  /** The profile that was judged by. */
  readonly profile: Profile;
  /** What is violated or unproved, in the order of the objects' names. */
  readonly findings: readonly Finding[];
  /** The checks that visited at least one object and found nothing, sorted by id. */
  readonly proofs: readonly Proof[];
  /** What was found and is accepted for now. */
  readonly suppressed: readonly SuppressedFinding[];
  /** Number of objects in the tree. */
  readonly objects: number;
  /** Number of objects whose earlier result still held, so that no check ran on them. */
  readonly reused: number;
}

/** A check that holds for every object that it visits. */
export interface Proof {
  /** Name of the check. */
  readonly id: string;
  /** Number of objects that it visited. */
  readonly objects: number;
  /** What the check takes for granted. */
  readonly assumptions: readonly string[];
}

/** Judges the tree of one cluster by every check of a profile. Pure: the same input gives the same results. */
export function runChecks(options: RunChecksOptions): CheckResults {
  const { cluster, previous, schemas, today, cache } = options;
  const { manifests, unaddressable } = addressable(options.manifests, cluster);
  const profile = options.profile ?? defaultProfile(cluster);
  const known = options.checks ?? allChecks;
  const dispatch = new CheckDispatch(checksOf(profile, known));
  const context: CheckContext = {
    manifests,
    cluster,
    ...(previous === undefined ? {} : { previous }),
    ...(schemas === undefined ? {} : { schemas }),
  };
  const judged = cache === undefined ? judgeObjects(dispatch, context) : judgeIncrementally(dispatch, context, cache);
  const found = dueFindings([...judged.findings, ...judgeGone(dispatch.checks, context)], today);
  const { findings, suppressed } = suppressFindings({
    findings: renderedFirst(saidOnce([...unaddressable, ...found])),
    manifests,
    cluster,
    suppressions: options.suppressions ?? [],
    checks: [...known, ...readingChecks],
    ran: dispatch.checks,
    ...(today === undefined ? {} : { today }),
  });
  return {
    cluster: cluster.name,
    kubernetesVersion: cluster.kubernetesVersion,
    profile,
    findings: [...findings].sort(compareFindings),
    proofs: proofsOf(dispatch.checks, judged.visited, found),
    suppressed,
    objects: manifests.all.length,
    reused: judged.reused,
  };
}

/** Keeps apart what is no object though its type says so, as a program may be given it: no check could name it. */
function addressable(given: ManifestSet | readonly LocatedManifest[], { name: cluster }: ClusterFacts) {
  if (given instanceof ManifestSet) return { manifests: given, unaddressable: [] };
  const manifests = given.filter((object) => isManifest(object.manifest));
  if (manifests.length === given.length) return { manifests: new ManifestSet(given), unaddressable: [] };
  const unaddressable = given.flatMap((object, index) =>
    validManifest(object.manifest, {
      unnamed: { apiVersion: '', kind: 'Object', name: `manifests[${index}]` },
      origin: originOf(object),
      cluster,
    }),
  );
  return { manifests: new ManifestSet(manifests), unaddressable };
}

function proofsOf(
  checks: readonly Check[],
  visited: ReadonlyMap<Check, number>,
  findings: readonly Finding[],
): readonly Proof[] {
  const found = new Set(findings.map(({ id }) => id));
  return checks.flatMap((check) => {
    const objects = visited.get(check) ?? 0;
    if (objects === 0 || found.has(check.id)) return [];
    return [{ id: check.id, objects, assumptions: check.assumptions ?? [] }];
  });
}
