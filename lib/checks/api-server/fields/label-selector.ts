import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, invalidByEach, required } from '../../field-error';
import type { Problem } from '../../finding';
import { labelKeyErrors, labelValueErrors } from '../../../manifest/grammar/label-syntax';

/** Keys and values of a map of labels. The API server reports both at the map as a whole. */
export function* labelsProblems(labels: Field, isReadable = (_: string): boolean => true): Iterable<Problem> {
  const { map = {} } = labels;
  for (const key of Object.keys(map)) {
    const value = map[key];
    const keyErrors = labelKeyErrors(key);
    if (keyErrors.length > 0) yield* invalidByEach(labels, keyErrors, 'correct the key of the label', key);
    if (typeof value !== 'string') continue;
    const valueErrors = labelValueErrors(value);
    if (valueErrors.length === 0 || !isReadable(value)) continue;
    const fix = 'use up to 63 letters, digits, -, _ and .; put longer texts into an annotation';
    yield* invalidByEach(labels, valueErrors, fix, value);
  }
}

/** A label selector: `matchLabels`, and requirements whose operator fits their values. */
export function* labelSelectorProblems(selector: Field): Iterable<Problem> {
  yield* labelsProblems(selector.at('matchLabels'));
  for (const requirement of selector.at('matchExpressions').items()) {
    yield* requirementProblems(requirement);
    yield* valuesProblems(requirement);
  }
}

function* requirementProblems(requirement: Field): Iterable<Problem> {
  const [key, operator, values] = [requirement.at('key'), requirement.at('operator'), requirement.at('values')];
  const hasValues = values.items().length > 0;
  switch (operator.text) {
    case undefined:
      break;
    case 'In':
    case 'NotIn':
      if (!hasValues) {
        yield required(
          values,
          "must be specified when `operator` is 'In' or 'NotIn'",
          'list the values to compare with',
        );
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (hasValues) {
        const rule = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
        yield forbidden(values, rule, 'remove values, or use In or NotIn');
      }
      break;
    default:
      yield invalid(operator, 'not a valid selector operator', 'use In, NotIn, Exists or DoesNotExist');
  }
  if (key.text !== undefined) yield* invalidByEach(key, labelKeyErrors(key.text), 'correct the key');
}

function* valuesProblems(requirement: Field): Iterable<Problem> {
  for (const value of requirement.at('values').items()) {
    if (value.text === undefined) continue;
    yield* invalidByEach(value, labelValueErrors(value.text), 'use a value that a label can have');
  }
}
