import type { Field } from '../../manifest/objects/field';
import { invalid, negative } from '../field-error';
import type { Problem } from '../finding';
import { durationProblems } from './duration';

/** When an instance is left out because of its answers, and for how long. */
export function* passiveHealthCheckProblems(check: Field): Iterable<Problem> {
  for (const name of ['interval', 'baseEjectionTime']) yield* durationProblems(check.at(name));
  for (const name of ['maxFailures', 'maxEjectionPercent']) yield* negative(check.at(name));
  const share = check.at('enforcingConsecutive5xx');
  if (share.number !== undefined && (share.number < 0 || share.number > 100)) {
    yield invalid(share, 'must be a percentage between 0 and 100', 'use 100 to eject always');
  }
}
