import { ConnectionSet } from '../sets/connection-set';
import type { Policy } from '../policies/policy';
import type { PodDoubt } from './pod-doubts';

/** Steps for one class of pods in one direction: about a second, and a hundred megabytes. */
const mostForOne = 1_000_000;
const mostForAll = 4_000_000;

/** As much as any cluster has that is not made to be large: not counted, so that the order of questions is all the same. */
const usual = 5_000;

/** What may be spent on proofs. What costs more is not proved, and is said to be too large. */
export class ProofBudget {
  private left = mostForAll;

  static isBounded(work: number): boolean {
    return work <= mostForOne;
  }

  /** False where it is too much. */
  takes(work: number): boolean {
    if (work <= usual) return true;
    if (!ProofBudget.isBounded(work) || work > this.left) return false;
    this.left -= work;
    return true;
  }
}

/** Why nothing is proved about Pods whose policies take too long to decide. */
export function tooManyRules(policies: readonly Policy[]): PodDoubt {
  const [largest] = [...policies].sort((one, other) => rulesIn(other) - rulesIn(one));
  if (largest === undefined) throw new Error('Pods without policies have no rules');
  return {
    ports: ConnectionSet.all,
    reason: `${largest.name} has ${rulesIn(largest)} rules, too many for a proof: give those with the same ports one rule`,
  };
}

function rulesIn({ rules }: Policy): number {
  return rules.ingress.length + rules.egress.length;
}
