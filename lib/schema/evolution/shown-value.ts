import type { JsonValue } from '../../manifest/objects/json';

const longest = 120;

/** A value of a schema in a message, cut where it is long. */
export function shownValue(value: JsonValue | readonly JsonValue[] | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length > longest ? `${text.slice(0, longest - 3)}...` : text;
}
