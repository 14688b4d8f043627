import type { FindingObject } from '../manifest/objects/finding';
import type { Change } from './difference/change';

/** What becomes of an object when the new tree is applied, in the order of danger. */
export const verdicts = [
  'rejected',
  'recreated',
  'deleted',
  'rolls',
  'in-place',
  'created',
  'metadata',
  'no-op',
] as const;

/**
 * What becomes of an object. `no-op`: it is written otherwise and means the same. `metadata`: only its labels and
 * annotations change. `in-place`: it is updated, and no pod is replaced. `rolls`: its pods are replaced. `recreated`: it
 * is deleted and made anew. `rejected`: the API server refuses the change.
 */
export type Verdict = (typeof verdicts)[number];

/** The pods that an object loses to new ones. */
export interface ReplacedPods {
  /** How many; undefined where the tree does not say it, as for a DaemonSet without nodes. */
  readonly replaced: number | undefined;
  /** How many of them at most at the same time. */
  readonly atOnce: number | undefined;
}

/** What one object of a cluster goes through. */
export interface ObjectPlan {
  readonly object: FindingObject;
  readonly verdict: Verdict;
  /** Whether data may be lost. */
  readonly dataAtRisk: boolean;
  readonly pods: ReplacedPods;
  /** Every field that changes; of an object that is created or deleted, none. */
  readonly changes: readonly Change[];
  readonly reasons: readonly string[];
  /** Whether somebody should look before this is applied. */
  readonly isDangerous: boolean;
  /** Construct path, or file, that it comes from. */
  readonly origin?: string;
}

/** Whether something about an object could not be decided, so that the server may say otherwise. */
export function isUndecided({ reasons }: ObjectPlan): boolean {
  return reasons.some((reason) => reason.startsWith('not decided: '));
}

export const noPods: ReplacedPods = { replaced: 0, atOnce: 0 };
