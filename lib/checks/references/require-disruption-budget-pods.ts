import { budgetedPods } from '../../manifest/pods/disruption-budgets';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabelSelector } from '../../manifest/objects/label-selector';
import type { Check } from '../check';
import { unseenPods } from './unseen-pods';

/** A PodDisruptionBudget selects at least one Pod. */
export const requireDisruptionBudgetPods: Check = {
  id: 'require-disruption-budget-pods',
  severity: 'error',
  profile: 'baseline',
  why: 'A budget that selects nothing protects nothing: a node drain takes all Pods of the workload at once.',
  kinds: ['policy/PodDisruptionBudget'],
  run: function* (object, { manifests }) {
    if (budgetedPods(manifests, object)?.length !== 0) return;
    const namespace = namespaceOf(object.manifest);
    const selector = Field.root(object.manifest).at('spec', 'selector');
    const unseen = unseenPods(selector.path, parseLabelSelector(selector.value) ?? {}, namespace, manifests);
    if (unseen === 'selected') return;
    yield (
      unseen ?? {
        path: selector.path,
        message: `Invalid value: ${JSON.stringify(selector.value)}: selects no Pod in namespace ${namespace}`,
        fix: 'select the labels of the pod template that it is to protect, or remove the budget',
      }
    );
  },
};
