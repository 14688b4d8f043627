import { fleetPlan, type NamedPlan } from '../plan/fleet-plan';
import { isUndecided, verdicts, type ObjectPlan, type Verdict } from '../plan/object-plan';
import { planCluster, type ClusterPlan } from '../plan/plan-cluster';
import { wholeTree } from '../plan/plan-tree';
import { formatPlanAsText } from '../report/plan/format-text';
import { catalogFor } from '../schema/facts/catalog-for';
import type { MatcherContext, MatcherResult } from './matcher';
import { treesOf, type Tree } from './tree';

/** What may become of an object: a verdict of `plan`, `dangerous` what stops its job, or `data-at-risk`. */
export type PlannedOutcome = Verdict | 'dangerous' | 'data-at-risk';

/** What a tree is compared with. */
export interface PlanNoOptions {
  /** The trees that the clusters have, found by the names of their clusters. A cluster that is not among them is new. */
  readonly before: Tree | readonly Tree[];
}

const outcomes: readonly PlannedOutcome[] = ['dangerous', 'data-at-risk', ...verdicts];

/**
 * Passes when nothing of the kind becomes of any object as the tree takes the place of the old one. What cannot be decided
 * may be rejected: it fails wherever rejections do.
 */
export function toPlanNo(
  this: MatcherContext,
  received: unknown,
  unwanted: PlannedOutcome | readonly PlannedOutcome[],
  options?: PlanNoOptions,
): MatcherResult {
  const wanted = typeof unwanted === 'string' ? [unwanted] : unwanted;
  assertOutcomes(wanted);
  const before = treesOf(options?.before);
  const found = treesOf(received).map((tree): NamedPlan => {
    const base = before.find(({ cluster: { name } }) => name === tree.cluster.name);
    return { cluster: tree.cluster.name, plan: narrowed(planOf(base, tree), wanted, this.isNot === true) };
  });
  const pass = found.every(({ plan: { objects, guards } }) => objects.length + guards.length === 0);
  const shown = formatPlanAsText(fleetPlan(found), { color: false });
  return {
    pass,
    message: () => `expected ${pass ? 'some' : 'nothing'} to be ${wanted.join(' or ')}\n\n${pass ? '' : shown}`,
  };
}

function assertOutcomes(wanted: readonly string[]): void {
  const known: readonly string[] = outcomes;
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown === undefined && wanted.length > 0) return;
  throw new TypeError(
    `toPlanNo: ${unknown === undefined ? 'nothing' : `"${unknown}"`}: must be of ${outcomes.join(', ')}`,
  );
}

function planOf(base: Tree | undefined, { cluster, manifests }: Tree): ClusterPlan {
  return planCluster({
    cluster,
    ...(base === undefined ? {} : { clusterBefore: base.cluster }),
    schemas: catalogFor(cluster.kubernetesVersion, []),
    base: wholeTree(base?.manifests ?? []),
    next: wholeTree(manifests),
  });
}

/** Only what is not wanted of a plan. Negated, a doubt is no rejection. */
function narrowed(plan: ClusterPlan, wanted: readonly PlannedOutcome[], isNot: boolean): ClusterPlan {
  const mindsDoubts = !isNot && (wanted.includes('rejected') || wanted.includes('dangerous'));
  const isUnwanted = (object: ObjectPlan): boolean =>
    wanted.includes(object.verdict) ||
    (object.isDangerous && wanted.includes('dangerous')) ||
    (object.dataAtRisk && wanted.includes('data-at-risk')) ||
    (mindsDoubts && isUndecided(object));
  return {
    objects: plan.objects.filter(isUnwanted),
    guards: wanted.includes('dangerous') ? plan.guards : [],
    effects: [],
  };
}
