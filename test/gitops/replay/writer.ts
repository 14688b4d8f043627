import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';

/** A controller, and what it writes back to objects that a tree has. */
export interface Writer {
  readonly name: string;
  /** The object as it is in the cluster once the controller has seen it; undefined where it writes nothing to such objects. */
  readonly write: (live: Manifest, tree: readonly Manifest[]) => Manifest | undefined;
}

/** Maps merged deeply, as a merge patch does. */
export function merged<T extends JsonObject>(object: T, patch: JsonObject): T {
  const entries = Object.entries(patch).map(([key, value]) => {
    const old = object[key];
    return [key, isMap(old) && isMap(value) ? merged(old, value) : value];
  });
  return { ...object, ...(Object.fromEntries(entries) as JsonObject) };
}

export function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
