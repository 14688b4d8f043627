import type { JsonObject } from '../../manifest/json';

/** The keys of a map in the order of their code units: the same on every machine, in every locale. */
export function sortedKeys(map: JsonObject): readonly string[] {
  const keys = Object.keys(map);
  return isSorted(keys) ? keys : keys.sort();
}

/** The keys of a map, those that say what it is first, the others sorted. */
export function keysWithFirst(map: JsonObject, first: readonly string[]): readonly string[] {
  const rest = sortedKeys(map).filter((key) => !first.includes(key));
  return [...first.filter((key) => Object.hasOwn(map, key)), ...rest];
}

function isSorted(keys: readonly string[]): boolean {
  let previous = '';
  for (const key of keys) {
    if (key < previous) return false;
    previous = key;
  }
  return true;
}
