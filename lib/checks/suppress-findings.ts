import type { ClusterFacts } from '../fleet/cluster-facts';
import type { ObjectPattern, Suppression } from '../fleet/suppression';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { Check } from './check';
import type { Finding, FindingObject } from './finding';
import { matchesGlob } from '../manifest/objects/glob';
import { findingObject, originOf } from './judge-object';
import { suppressionFlaw, unusedFlaw, type SuppressionFlaw, type SuppressedCheck } from './suppression-flaw';
import { suppressionPrefix, suppressionsOn, type PlacedSuppression } from './suppression-annotation';

/** A finding that is accepted for now, and what accepts it. */
export interface SuppressedFinding {
  /** What was found. */
  readonly finding: Finding;
  /** What accepts it, why and until when. */
  readonly suppression: Suppression;
}

/** Findings, and what accepts some of them. */
export interface SuppressFindingsOptions {
  readonly findings: readonly Finding[];
  readonly manifests: ManifestSet;
  readonly cluster: ClusterFacts;
  readonly suppressions: readonly Suppression[];
  /** Every check that exists. */
  readonly checks: readonly SuppressedCheck[];
  /** Those that ran. */
  readonly ran: readonly Pick<Check, 'id'>[];
  readonly today?: string;
}

/**
 * Takes out what is accepted for now. A suppression that is incomplete or expired accepts nothing, and is a finding
 * (`valid-suppression`); so is one that had nothing to accept though its check ran (`no-unused-suppression`).
 */
export function suppressFindings(options: SuppressFindingsOptions): {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
} {
  const { cluster, manifests, checks, ran, today } = options;
  const placed: PlacedSuppression[] = options.suppressions.map((suppression) => ({ suppression }));
  for (const object of manifests.all) placed.push(...suppressionsOn(object));
  if (placed.length === 0) return { findings: options.findings, suppressed: [] };

  const findings: Finding[] = [];
  const valid: PlacedSuppression[] = [];
  for (const one of placed) {
    const flaw = suppressionFlaw(one, checks, today);
    if (flaw === undefined) valid.push(one);
    else findings.push(findingAbout(one, cluster, flaw));
  }
  const used = new Set<PlacedSuppression>();
  const suppressed: SuppressedFinding[] = [];
  for (const finding of options.findings) {
    const accepting = valid.filter((one) => covers(one, finding));
    for (const one of accepting) used.add(one);
    const [first] = accepting;
    if (first === undefined) findings.push(finding);
    else suppressed.push({ finding, suppression: first.suppression });
  }
  const ids = new Set(ran.map(({ id }) => id));
  for (const one of valid) {
    if (!used.has(one) && ids.has(one.suppression.check)) findings.push(findingAbout(one, cluster, unusedFlaw(one)));
  }
  return { findings, suppressed };
}

function covers({ suppression, object }: PlacedSuppression, finding: Finding): boolean {
  if (suppression.check !== finding.id) return false;
  if (object === undefined) return matchesObject(suppression.object ?? {}, finding.object);
  const annotated = findingObject(object);
  return (
    annotated.kind === finding.object.kind &&
    annotated.name === finding.object.name &&
    annotated.namespace === finding.object.namespace &&
    annotated.apiVersion === finding.object.apiVersion
  );
}

/** Whether a suppression names an object, or is for all. */
export function matchesObject(
  { kind = '*', namespace = '*', name = '*' }: ObjectPattern,
  object: FindingObject,
): boolean {
  return (
    matchesGlob(kind, object.kind) && matchesGlob(namespace, object.namespace ?? '') && matchesGlob(name, object.name)
  );
}

function findingAbout(
  { suppression, object }: PlacedSuppression,
  cluster: ClusterFacts,
  flaw: SuppressionFlaw,
): Finding {
  const { field, ...rest } = flaw;
  const common = { ...rest, status: 'violated', cluster: cluster.name } as const;
  if (object === undefined) {
    const about = { apiVersion: '', kind: 'Suppression', name: suppression.check };
    return { ...common, object: about, path: field };
  }
  const origin = originOf(object);
  return {
    ...common,
    object: findingObject(object),
    path: `metadata.annotations[${suppressionPrefix}${suppression.check}]`,
    ...(origin === undefined ? {} : { origin }),
  };
}
