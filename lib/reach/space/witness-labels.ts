import {
  matchesSelector,
  type LabelSelector,
  type LabelSelectorRequirement,
  type Labels,
} from '../../manifest/objects/label-selector';

/** At most so many examples for one selector: `In` lists multiply. */
export const mostExamples = 64;

/** How many choices the lists of a selector leave, which may be more than are tried. */
export function choicesOf({ matchExpressions = [] }: LabelSelector): number {
  const taken = matchExpressions.reduce((count, { operator, values = [] }) => {
    return operator === 'In' ? count * new Set(values).size : count;
  }, 1);
  return Math.max(taken, taken * matchExpressions.filter(isNegation).flatMap(excludedValues).length);
}

/**
 * The smallest label sets that fulfil a selector, one for each choice that its `In` lists leave; none where nothing can.
 * A policy that names no other selector cannot tell such a pod from any other pod that fulfils this one.
 */
export function labelsFulfilling(selector: LabelSelector, always: Labels = {}): readonly Labels[] {
  let examples: readonly Labels[] = [{ ...always, ...selector.matchLabels }];
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    if (operator === 'In') {
      examples = examples
        .flatMap((labels) =>
          (labels[key] === undefined ? values : [labels[key]]).map((value) => ({ ...labels, [key]: value })),
        )
        .slice(0, mostExamples);
    } else if (operator === 'Exists') {
      examples = examples.map((labels) => ({ ...labels, [key]: labels[key] ?? 'any' }));
    }
  }
  return examples.filter((labels) => matchesSelector(selector, labels));
}

/** The smallest label sets that a selector leaves out by `NotIn` or `DoesNotExist` alone: without that, it takes them. */
export function labelsExcluded(selector: LabelSelector): readonly Labels[] {
  const { matchExpressions = [] } = selector;
  return matchExpressions
    .filter(isNegation)
    .flatMap((negation) => {
      const others = matchExpressions.filter((each) => each !== negation);
      const taken = labelsFulfilling({ ...selector, matchExpressions: others });
      return excludedValues(negation).flatMap((value) => taken.map((labels) => ({ ...labels, [negation.key]: value })));
    })
    .slice(0, mostExamples);
}

function isNegation({ operator }: LabelSelectorRequirement): boolean {
  return operator === 'NotIn' || operator === 'DoesNotExist';
}

function excludedValues({ operator, values = [] }: LabelSelectorRequirement): readonly string[] {
  return operator === 'DoesNotExist' ? ['any'] : [...new Set(values)];
}
