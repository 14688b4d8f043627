import type { Field } from '../../../manifest/objects/field';

/** A number, also written as text; 0 where nothing or no number stands there, undefined where an argument says it. */
export function countOf({ number, text }: Field): number | undefined {
  if (number !== undefined) return number;
  if (text?.includes('{{') === true) return undefined;
  return /^[+-]?\d+$/.test(text ?? '') ? Number(text) : 0;
}
