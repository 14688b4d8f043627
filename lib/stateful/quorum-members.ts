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

/** The budget of members that agree by majority. Throws for a number of them that no quorum should have. */
export function quorumMembers(
  where: string,
  replicas: number,
  acceptDowntime: boolean,
): { readonly budget: StoreBudget } {
  const field = `${where}: replicas`;
  if (!Number.isInteger(replicas) || replicas < 1 || replicas > 7)
    throw new Error(`${field}: Invalid value: ${JSON.stringify(replicas)}: must be 1, 3, 5 or 7`);
  if (replicas % 2 === 0)
    throw new Error(
      `${field}: Invalid value: ${replicas}: must be odd: ${replicas} members tolerate the loss of ${toleranceOf(replicas)}, as ${replicas - 1} do; use ${replicas + 1} to tolerate ${toleranceOf(replicas + 1)}`,
    );
  if (replicas === 1 && !acceptDowntime)
    throw new Error(
      `${field}: Invalid value: 1: a single member has no quorum while it is away: use 3, or say acceptDowntime: true`,
    );
  return { budget: { maxUnavailable: 1, unhealthyPods: 'IfHealthyBudget' } };
}
