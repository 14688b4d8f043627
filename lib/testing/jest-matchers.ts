import type { Edge } from './edge';
import type { ExpectedObject } from './to-contain-object';
import type { FitOptions } from './to-fit';
import type { PassChecksOptions } from './to-pass-checks';
import type { PlannedOutcome, PlanNoOptions } from './to-plan-no';

/** What this kit adds to `expect(tree)`; `R` is what a matcher returns. */
interface TreeMatchers<R> {
  /** Passes when the policies of each tree let all of an edge through. */
  toAllow(edge: Edge): R;
  /** Passes when each tree has an object with at least these fields. */
  toContainObject(expected: ExpectedObject): R;
  /** Passes when the policies of each tree let nothing of an edge through. */
  toDeny(edge: Edge): R;
  /** Passes when it is proved that all pods of each tree find a node at their highest, and fit into the quotas. */
  toFit(options?: FitOptions): R;
  /** Passes when the objects are those of the last accepted run, kept as YAML below `__snapshots__`. */
  toMatchTreeSnapshot(hint?: string): R;
  /** Passes when the policies of each tree let exactly these edges through. */
  toOnlyAllow(edges: readonly Edge[]): R;
  /** Passes when no check of the tree's profile finds an error. */
  toPassChecks(options?: PassChecksOptions): R;
  /** Passes when nothing of the kind becomes of any object as each tree takes the place of the one before. */
  toPlanNo(unwanted: PlannedOutcome | readonly PlannedOutcome[], options: PlanNoOptions): R;
  /** Passes when it is proved that all pods of each tree find a node without each zone in turn. */
  toSurviveZoneLoss(options?: FitOptions): R;
}

/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- the way to extend types of others */

declare global {
  // The global `expect`.
  namespace jest {
    interface Matchers<R> extends TreeMatchers<R> {}
  }
}

// The `expect` of '@jest/globals' has types of its own.
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T> extends TreeMatchers<R> {}
}
