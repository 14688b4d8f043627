import type { JsonObject } from '../../manifest/objects/json';

/** The keys of a map in the order of their code units: the same on every machine, in every locale. */
export function sortedKeys(map: JsonObject): readonly string[] {
  const keys = Object.keys(map);
  return keys.length > mostForInsertion ? keys.sort() : sortByInsertion(keys);
}

/** The keys of a map, those that say what it is first, the others sorted. */
export function keysWithFirst(map: JsonObject, first: readonly string[]): readonly string[] {
  const rest = sortedKeys(map).filter((key) => !first.includes(key));
  return [...first.filter((key) => Object.hasOwn(map, key)), ...rest];
}

/** Most maps have a few keys, and those nearly in order: the general sort would take most of the emitter's time. */
const mostForInsertion = 20;

function sortByInsertion(keys: string[]): readonly string[] {
  for (let end = 1; end < keys.length; end++) {
    const key = keys[end] ?? '';
    let place = end;
    for (let before = keys[place - 1]; before !== undefined && before > key; before = keys[place - 1]) {
      keys[place] = before;
      place -= 1;
    }
    keys[place] = key;
  }
  return keys;
}
