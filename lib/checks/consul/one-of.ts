import type { Field } from '../../manifest/objects/field';
import { forbidden } from '../field-error';
import type { Problem } from '../finding';

/** Among fields of which at most one may say something, those beyond the first that does: `false`, `0` and `''` say nothing. */
export function* atMostOne(owner: Field, names: readonly string[]): Iterable<Problem> {
  const [, ...others] = names.map((name) => owner.at(name)).filter(saysSomething);
  for (const other of others) {
    yield forbidden(other, `at most one of ${names.join(', ')} may be set`, 'keep one of them');
  }
}

/** Whether Consul sees a field: values that are zero in Go are the same as none. */
export function saysSomething({ value }: Field): boolean {
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== false;
}
