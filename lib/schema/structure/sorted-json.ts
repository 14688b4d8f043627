import { compareText } from '../../manifest/objects/compare-text';
import { isJsonObject, type JsonValue } from '../../manifest/objects/json';

/** The same text for the same value, in whatever order its fields stand. */
export function sortedJson(value: JsonValue): string {
  return JSON.stringify(value, (_, inner: JsonValue) =>
    isJsonObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b))) : inner,
  );
}
