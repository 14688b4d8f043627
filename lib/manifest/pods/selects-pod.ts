import {
  matchesSelector,
  type LabelSelector,
  type LabelSelectorRequirement,
  type Labels,
} from '../objects/label-selector';

/** Stands for a value that a controller gives a label, and no manifest; no real label can have it. */
export const unknownValue = '{unknown}';

/** Stands for a label of which it is not known whether the pod has it at all. */
export const perhapsValue = '{perhaps}';

/** Whether a selector takes a pod; `unknown` where labels decide it that nobody knows before the pod runs. */
export function selectsPod(selector: LabelSelector, labels: Labels): 'yes' | 'no' | 'unknown' {
  const undecided = undecidedKeys(selector, labels);
  if (undecided.length === 0) return matchesSelector(selector, labels) ? 'yes' : 'no';
  const decided = requirementsOf(selector).filter((requirement) => !isUndecided(requirement, labels));
  return matchesSelector({ matchExpressions: decided }, labels) ? 'unknown' : 'no';
}

/** The labels of a pod whose unknown values a selector asks for. */
export function undecidedKeys(selector: LabelSelector, labels: Labels): readonly string[] {
  return requirementsOf(selector)
    .filter((requirement) => isUndecided(requirement, labels))
    .map(({ key }) => key);
}

/** Everything that a selector requires, in one form. */
export function requirementsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelSelectorRequirement[] {
  const labels = Object.entries(matchLabels).map(([key, value]): LabelSelectorRequirement => {
    return { key, operator: 'In', values: [value] };
  });
  return [...labels, ...matchExpressions];
}

function isUndecided({ key, operator }: LabelSelectorRequirement, labels: Labels): boolean {
  if (labels[key] === perhapsValue) return true;
  return labels[key] === unknownValue && (operator === 'In' || operator === 'NotIn');
}
