import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json';

/** The value that a chain of keys leads to; undefined where a step is missing or is no map. */
export function valueAt(root: JsonValue | undefined, ...keys: readonly string[]): JsonValue | undefined {
  let value = root;
  for (const key of keys) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** The map that a chain of keys leads to; undefined where there is none, or something else than a map. */
export function objectAt(root: JsonValue | undefined, ...keys: readonly string[]): JsonObject | undefined {
  const value = valueAt(root, ...keys);
  return isJsonObject(value) ? value : undefined;
}

/** The string that a chain of keys leads to; undefined where there is none, or something else than a string. */
export function stringAt(root: JsonValue | undefined, ...keys: readonly string[]): string | undefined {
  const value = valueAt(root, ...keys);
  return typeof value === 'string' ? value : undefined;
}

/** The number that a chain of keys leads to; undefined where there is none, or something else than a number. */
export function numberAt(root: JsonValue | undefined, ...keys: readonly string[]): number | undefined {
  const value = valueAt(root, ...keys);
  return typeof value === 'number' ? value : undefined;
}

/** The strings of the list that a chain of keys leads to; other items are left out. */
export function stringsAt(root: JsonValue | undefined, ...keys: readonly string[]): readonly string[] {
  const value = valueAt(root, ...keys);
  return isJsonArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** One map of a list, and where it stands: `spec.rules[2]`. */
export interface ListItem {
  readonly path: string;
  readonly item: JsonObject;
}

/**
 * The maps of the list at `path` (dot-separated keys), each with its path within the manifest.
 * Items of another type are left out: the schema check reports them.
 *
 * @param prefix path of `root` within the manifest, empty for the manifest itself
 */
export function itemsAt(root: JsonValue | undefined, path: string, prefix = ''): readonly ListItem[] {
  const value = valueAt(root, ...path.split('.'));
  if (!isJsonArray(value)) return [];
  const start = prefix === '' ? path : `${prefix}.${path}`;
  const items: ListItem[] = [];
  value.forEach((item, index) => {
    if (isJsonObject(item)) items.push({ path: `${start}[${index}]`, item });
  });
  return items;
}
