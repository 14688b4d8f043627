import type { Field } from '../../manifest/objects/field';
import { parseGoDuration } from '../../schema/structure/go-duration';
import { invalid } from '../field-error';
import type { Problem } from '../finding';

/** A duration that Consul can read; definitions let every text pass. */
export function* durationProblems(duration: Field): Iterable<Problem> {
  if (duration.text !== undefined && parseGoDuration(duration.text) === undefined) {
    yield invalid(duration, 'must be a duration', 'write for instance 5s or 200ms');
  }
}

/** A duration that is not below zero. */
export function* positiveDurationProblems(duration: Field): Iterable<Problem> {
  yield* durationProblems(duration);
  if ((parseGoDuration(duration.text ?? '') ?? 0n) < 0n)
    yield invalid(duration, 'must not be negative', 'write how long');
}
