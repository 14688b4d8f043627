import { digitsAt } from '../../manifest/objects/exact-integer';
import { isJsonArray, type JsonArray, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import { formatKey, formatString } from './format-string';
import { sortedKeys } from './key-order';
import { isPlainMap, maximumDepth, UnwritableError } from './unwritable-value';

/*
 * Every function here takes the text so far and returns it with what it adds: one growing string, which the engine
 * keeps as a rope, is the fastest way to a document. A line begins with its line feed, so that no value ends in one.
 */

/** Adds what follows `key:` or `-`. Nested lines stand one level below `depth`. */
export function addValue(text: string, value: JsonValue | undefined, depth: number): string {
  switch (typeof value) {
    case 'string':
      return text + ' ' + formatString(value, depth + 1);
    case 'number':
      return text + ' ' + formatNumber(value);
    case 'boolean':
      return text + (value ? ' true' : ' false');
    case 'undefined':
      // Only in lists, where leaving it out would move what follows: null, as in JSON.
      return text + ' null';
    case 'object':
      if (value === null) return text + ' null';
      return isJsonArray(value) ? addList(text, value, depth) : addMap(text, value, sortedKeys(value), depth);
    default:
      throw new UnwritableError();
  }
}

/** Adds what follows `key:` for a map whose keys come in the given order. */
export function addMap(text: string, map: JsonObject, keys: readonly string[], depth: number): string {
  const added = addEntries(text, map, keys, depth + 1, lineStart(depth + 1));
  return added.length === text.length ? text + ' {}' : added;
}

function addList(text: string, list: JsonArray, depth: number): string {
  return list.length === 0 ? text + ' []' : addItems(text, list, depth + 1, lineStart(depth + 1));
}

/** Adds the lines of a map. The first one has a start of its own: the space after a dash, where one precedes it. */
function addEntries(text: string, map: JsonObject, keys: readonly string[], depth: number, firstStart: string): string {
  if (depth > maximumDepth || !isPlainMap(map)) throw new UnwritableError();
  const nextStart = lineStart(depth);
  let added = text;
  let start = firstStart;
  for (const key of keys) {
    const value = map[key];
    if (value === undefined) continue;
    added += start + formatKey(key, depth);
    const digits = typeof value === 'number' ? digitsAt(map, key) : undefined;
    added = digits === undefined ? addValue(added, value, depth) : `${added} ${digits}`;
    start = nextStart;
  }
  return added;
}

function addItems(text: string, list: JsonArray, depth: number, firstStart: string): string {
  if (depth > maximumDepth) throw new UnwritableError();
  const nextStart = lineStart(depth);
  let added = text;
  let start = firstStart;
  for (const [index, item] of list.entries()) {
    const digits = typeof item === 'number' ? digitsAt(list, index) : undefined;
    added = digits === undefined ? addItem(added + start + '-', item, depth) : `${added}${start}- ${digits}`;
    start = nextStart;
  }
  return added;
}

/** A map or list begins on the line of its dash. */
function addItem(text: string, item: JsonValue, depth: number): string {
  if (typeof item !== 'object' || item === null) return addValue(text, item, depth);
  if (isJsonArray(item)) return item.length === 0 ? text + ' []' : addItems(text, item, depth + 1, ' ');
  const added = addEntries(text, item, sortedKeys(item), depth + 1, ' ');
  return added.length === text.length ? text + ' {}' : added;
}

/** Numbers as JSON has them, but with a point before an exponent, without which YAML 1.1 reads a string. */
function formatNumber(value: number): string {
  if (!Number.isFinite(value)) throw new UnwritableError();
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

/** A line feed and the indentation of a level. */
export function lineStart(depth: number): string {
  return lineStarts[depth] ?? `\n${'  '.repeat(depth)}`;
}

const lineStarts: readonly string[] = Array.from({ length: maximumDepth + 2 }, (_, depth) => `\n${'  '.repeat(depth)}`);
