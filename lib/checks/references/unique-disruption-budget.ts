import { budgetedPods, budgetsOf } from '../../manifest/pods/disruption-budgets';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';

/** No Pod is protected by two PodDisruptionBudgets. */
export const uniqueDisruptionBudget: Check = {
  id: 'unique-disruption-budget',
  severity: 'error',
  profile: 'baseline',
  why: 'The eviction of a Pod with more than one budget fails with an internal error, so that its node cannot be drained.',
  kinds: ['policy/PodDisruptionBudget'],
  run: function* (object, { manifests }) {
    const [first] = (budgetedPods(manifests, object) ?? [])
      .map(({ owner }) => ({ owner, budget: budgetsOf(manifests, owner)[0] }))
      .filter(({ budget }) => budget !== undefined && budget !== object);
    if (first?.budget === undefined) return;
    const pods = formatIdentity(identityOf(first.owner.manifest));
    const other = formatIdentity(identityOf(first.budget.manifest));
    yield {
      path: 'spec.selector',
      message: `Duplicate value: ${other} selects the Pods of ${pods} already`,
      fix: 'keep one budget for each workload, and select no more than its Pods',
    };
  },
};
