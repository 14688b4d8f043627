import { unknownName } from './name-rules';

/**
 * Throws where an object has a field that its type does not: JavaScript lets a mistyped one through, and what it was
 * meant to say would be lost.
 *
 * @param known every field of the type; a field added to it later stops the build here
 */
export function assertKnownFields<T extends object>(
  where: string,
  value: T,
  known: Readonly<Record<keyof T, true>>,
): void {
  for (const field of Object.keys(value)) {
    if (!Object.hasOwn(known, field)) throw unknownName(where, field, Object.keys(known));
  }
}
