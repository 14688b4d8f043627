/** What JSON and YAML 1.2 can hold: the only values that a manifest is made of. */
export type JsonValue = string | number | boolean | null | JsonArray | JsonObject;
/** A list. */
export type JsonArray = readonly JsonValue[];
/** A map. A field that is undefined counts as left out. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** True for a map, false for a list, a scalar, null and undefined. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list. `Array.isArray` alone does not narrow a readonly array. */
export function isJsonArray(value: unknown): value is JsonArray {
  return Array.isArray(value);
}
