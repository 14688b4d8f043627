import type { Field } from '../../../manifest/objects/field';
import { invalid } from '../../field-error';
import type { Problem } from '../../finding';

/** A share in per cent, where it is said. */
export function* percentProblems(percent: Field): Iterable<Problem> {
  if (percent.number !== undefined && (percent.number < 0 || percent.number > 100)) {
    yield invalid(percent, 'must be between 0 and 100', 'write a percentage');
  }
}
