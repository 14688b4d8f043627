import { matchesSelector, parseLabelSelector, type LabelSelector } from '../../manifest/objects/label-selector';
import { invalidWhole } from '../field-error';
import { podCheck } from '../pod-check';

/** A spread counts the pods that it spreads. */
export const noSpreadOfOthers = podCheck({
  id: 'no-spread-of-others',
  severity: 'warning',
  profile: 'baseline',
  why: 'A constraint whose selector does not take the Pods themselves never counts them: they may all stand in one place, or none finds a node.',
  *problems({ template, spec }) {
    const labels = { ...template.labels, ...template.added.known };
    for (const constraint of spec.at('topologySpreadConstraints').items()) {
      const labelSelector = constraint.at('labelSelector');
      const selector = parseLabelSelector(labelSelector.value);
      // What is no selector is another check's.
      if (selector === undefined && labelSelector.isSet) continue;
      if (selector !== undefined && (matchesSelector(selector, labels) || namesAdded(selector, template.added.unknown)))
        continue;
      yield invalidWhole(
        selector === undefined ? constraint : labelSelector,
        selector === undefined
          ? 'without a labelSelector, it counts no Pod'
          : 'it selects other Pods than those of this template, and so does not spread them',
        'select the Pods by the labels by which the workload selects them',
      );
    }
  },
});

/** Whether a selector names a label whose value only the controller knows. */
function namesAdded(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  added: readonly string[] = [],
): boolean {
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)].some((key) => added.includes(key));
}
