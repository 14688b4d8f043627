import type { Field } from '../../../manifest/objects/field';
import { parseGoDuration } from '../../../schema/structure/go-duration';
import { invalid } from '../../field-error';
import type { Problem } from '../../finding';

const millisecond = 1_000_000n;

/** A duration, where it is said: at least a millisecond, and whole milliseconds. */
export function* durationProblems(duration: Field): Iterable<Problem> {
  const text = duration.text;
  if (text === undefined) return;
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined) yield invalid(duration, 'must be a duration', 'write for instance 1.5s or 200ms');
  else if (nanoseconds < millisecond) yield invalid(duration, 'must be at least 1ms', 'write 1ms or more');
  else if (nanoseconds % millisecond !== 0n) yield invalid(duration, 'must be whole milliseconds', 'round it');
}

/** Whether a duration is nothing, to the millisecond. */
export function isNoDuration(duration: Field): boolean {
  return duration.text !== undefined && (parseGoDuration(duration.text) ?? millisecond) / millisecond === 0n;
}
