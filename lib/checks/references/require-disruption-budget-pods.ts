import { budgetedPods } from '../../manifest/pods/disruption-budgets';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabels, parseLabelSelector } from '../../manifest/objects/label-selector';
import { whyPerhapsSelected } from '../../manifest/pods/perhaps-selected';
import type { Check } from '../check';
import { perhapsSelected } from '../perhaps-selected';
import { customResourceNamedIn } from './custom-resource-pods';

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
    const unknown = whyPerhapsSelected(manifests, namespace, parseLabelSelector(selector.value) ?? {});
    if (unknown !== undefined) {
      yield perhapsSelected(selector.path, unknown);
      return;
    }
    const labels = parseLabels(selector.at('matchLabels').value) ?? {};
    const maker = customResourceNamedIn(Object.values(labels), namespace, manifests);
    yield maker === undefined
      ? {
          path: selector.path,
          message: `Invalid value: ${JSON.stringify(selector.value)}: selects no Pod in namespace ${namespace}`,
          fix: 'select the labels of the pod template that it is to protect, or remove the budget',
        }
      : {
          path: selector.path,
          message: `selects no Pod of the tree; ${maker} may make Pods that it selects`,
          fix: 'check that the controller puts these labels on the Pods',
          status: 'unproved',
          severity: 'warning',
        };
  },
};
