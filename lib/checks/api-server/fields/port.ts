import type { Field } from '../../../manifest/objects/field';
import { invalidByEach } from '../../field-error';
import type { Problem } from '../../finding';
import { portNameErrors, portNumberErrors } from '../grammar/port-syntax';

/** A port that is given by its number, or by the name that a container gives it; nothing where it is not set. */
export function* portProblems(port: Field): Iterable<Problem> {
  if (port.number !== undefined) {
    yield* invalidByEach(port, portNumberErrors(port.number), 'use a port between 1 and 65535');
  }
  if (port.text !== undefined) {
    const fix = 'use the number of the port, or its name as a container declares it';
    yield* invalidByEach(port, portNameErrors(port.text), fix);
  }
}
