import type { Field } from '../../../manifest/objects/field';
import { invalid, required } from '../../field-error';
import type { Problem } from '../../finding';

/** Each look at the measurements brings the new version on: by weight, or as one of a number of iterations. */
export function* weightFlaws(analysis: Field, provider: string | undefined): Iterable<Problem> {
  const [step, steps] = [analysis.at('stepWeight'), analysis.at('stepWeights')];
  if (isPositive(analysis.at('iterations'))) return;
  if (provider === 'kubernetes') {
    for (const field of [step, steps])
      if (field.isSet)
        yield {
          ...invalid(field, 'without a mesh there are no weights: Flagger makes 10 iterations of it', 'say iterations'),
          severity: 'warning',
        };
    return;
  }
  if (isPositive(step)) return;
  if (steps.items().length === 0)
    yield {
      ...required(
        step,
        'above 0: the share of the new version never grows',
        'say stepWeight, stepWeights or iterations',
      ),
      // The default is a flag of Flagger, and without a mesh it makes 10 iterations of it.
      ...(provider === undefined ? ({ status: 'unproved' } as const) : {}),
    };
  yield* risingFlaws(steps);
}

/** Flagger looks the present weight up in the list: one that is not above the one before holds it there. */
function* risingFlaws(steps: Field): Iterable<Problem> {
  let before = 0;
  for (const step of steps.items()) {
    if (step.number === undefined) continue;
    if (step.number <= before)
      yield invalid(step, `must be above ${before}: the weight would stay where it is`, 'let the weights rise');
    before = step.number;
  }
}

function isPositive({ number }: Field): boolean {
  return number !== undefined && number > 0;
}
