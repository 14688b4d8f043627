import type { PlanTree } from './plan-tree';

/** How much a change may delete before somebody must mean it. */
export interface GuardOptions {
  /** Share of the objects of a cluster that one change may delete, between 0 and 1. @default 0.25 */
  readonly maxDeletedShare?: number;
}

/** Fewer deletions are never called many, however small the cluster is. */
const few = 10;

/** What is wrong with a change as a whole: a tree that is empty by mistake, or lost a large part of its objects. */
export function guards(
  { base, next, deletions }: { readonly base: PlanTree; readonly next: PlanTree; readonly deletions: number },
  { maxDeletedShare = 0.25 }: GuardOptions,
): readonly string[] {
  if (base.count > 0 && next.count === 0)
    return ['the new tree is empty: every object of the cluster would be deleted'];
  const limit = maxDeletedShare * base.count;
  if (deletions < few || deletions <= limit) return [];
  return [`${deletions} of ${base.count} objects would be deleted, more than ${Math.round(maxDeletedShare * 100)} %`];
}
