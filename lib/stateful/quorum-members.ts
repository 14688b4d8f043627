import type { ShapeProblem } from '../fleet/shape';
import type { StoreBudget } from './store-budget';
import { toleranceOf } from '../manifest/pods/quorum';

/** How many members agree by majority. */
export type QuorumMembers =
  | {
      /**
       * Number of members, an odd one: with an even one, one more must agree and no more may be lost. Emitted as
       * `spec.replicas`. Without `acceptDowntime` at least 3.
       */
      readonly replicas: 3 | 5 | 7;
      /** Whether the store may be away while its node is drained. Only asked of a single member. @default false */
      readonly acceptDowntime?: boolean;
    }
  | {
      /** A single member: nobody is left to agree while it is away. */
      readonly replicas: 1 | 3 | 5 | 7;
      /** The store may be away while its node is drained. */
      readonly acceptDowntime: true;
    };

/** The budget of members that agree by majority, or what is wrong with their number. */
export function quorumMembers(
  replicas: number,
  acceptDowntime: boolean,
): { readonly budget: StoreBudget } | ShapeProblem {
  if (replicas % 2 === 0)
    return {
      path: 'replicas',
      message: `Invalid value: ${replicas}: must be odd: ${replicas} members tolerate the loss of ${toleranceOf(replicas)}, as ${replicas - 1} do`,
      fix: `use ${replicas - 1}, or ${replicas + 1} to tolerate ${toleranceOf(replicas + 1)}`,
    };
  if (replicas === 1 && !acceptDowntime)
    return {
      path: 'replicas',
      message: 'Invalid value: 1: a single member has no quorum while it is away',
      fix: 'use 3, or say acceptDowntime: true',
    };
  return { budget: { maxUnavailable: 1, unhealthyPods: 'IfHealthyBudget' } };
}
