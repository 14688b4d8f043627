import type { Field } from '../../../manifest/objects/field';
import { invalid, negative } from '../../field-error';
import type { Problem } from '../../finding';
import { patternRule } from '../../../manifest/grammar/pattern-rule';

/** A number of pods that is given as such, or as a percentage of all of them. */
export function* countOrPercentProblems(field: Field): Iterable<Problem> {
  yield* negative(field);
  if (field.text === undefined || /^[0-9]+%$/.test(field.text)) return;
  const rule = "a valid percent string must be a numeric string followed by an ending '%'";
  yield invalid(field, patternRule(rule, '[0-9]+%', '1%', '93%'), 'use a whole number, or a percentage such as 25%');
}

/** A percentage of which nobody can have more than all. */
export function* notMoreThanAll(field: Field): Iterable<Problem> {
  if ((amountOf(field)?.percent ?? 0) > 100) {
    yield invalid(field, 'must not be greater than 100%', 'use a percentage up to 100%');
  }
}

/** Whether a number or percentage of pods is none of them, however many there are. False where it is not set. */
export function isNone(field: Field): boolean {
  const amount = amountOf(field);
  return amount !== undefined && (amount.count === 0 || amount.percent === 0);
}

function amountOf({ value }: Field): { readonly count?: number; readonly percent?: number } | undefined {
  if (typeof value === 'number') return { count: value };
  if (typeof value === 'string' && /^[0-9]+%$/.test(value)) return { percent: Number(value.slice(0, -1)) };
  return undefined;
}
