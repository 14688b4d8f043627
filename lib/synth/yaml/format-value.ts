import { isJsonArray, type JsonArray, type JsonObject, type JsonValue } from '../../manifest/json';
import { formatKey, formatString } from './format-string';
import { sortedKeys } from './key-order';
import { isPlainMap, maximumDepth, UnwritableError } from './unwritable-value';

/** What follows `key:` or `-`, up to the last line feed. Its nested lines stand one level below `depth`. */
export function formatValue(value: JsonValue | undefined, depth: number): string {
  switch (typeof value) {
    case 'string':
      return formatString(value, indentOf(depth + 1));
    case 'number':
      return ` ${formatNumber(value)}\n`;
    case 'boolean':
      return value ? ' true\n' : ' false\n';
    case 'undefined':
      // Only in lists, where leaving it out would move what follows: null, as in JSON.
      return ' null\n';
    case 'object':
      if (value === null) return ' null\n';
      return isJsonArray(value) ? formatList(value, depth) : formatMap(value, sortedKeys(value), depth);
    default:
      throw new UnwritableError();
  }
}

/** What follows `key:` for a map whose keys come in the given order. */
export function formatMap(map: JsonObject, keys: readonly string[], depth: number): string {
  const entries = formatEntries(map, keys, depth + 1, indentOf(depth + 1));
  return entries === '' ? ' {}\n' : `\n${entries}`;
}

function formatList(list: JsonArray, depth: number): string {
  return list.length === 0 ? ' []\n' : `\n${formatItems(list, depth + 1, indentOf(depth + 1))}`;
}

/** The lines of a map. The first one stands behind `lead`: its indentation, or nothing where a dash precedes it. */
export function formatEntries(map: JsonObject, keys: readonly string[], depth: number, lead: string): string {
  if (depth > maximumDepth || !isPlainMap(map)) throw new UnwritableError();
  const indent = indentOf(depth);
  let text = '';
  let before = lead;
  for (const key of keys) {
    const value = map[key];
    if (value === undefined) continue;
    text += before + formatKey(key, indent) + formatValue(value, depth);
    before = indent;
  }
  return text;
}

function formatItems(list: JsonArray, depth: number, lead: string): string {
  if (depth > maximumDepth) throw new UnwritableError();
  const indent = indentOf(depth);
  let text = '';
  let before = lead;
  for (const item of list) {
    text += `${before}-${formatItem(item, depth)}`;
    before = indent;
  }
  return text;
}

/** A map or list begins on the line of its dash. */
function formatItem(item: JsonValue, depth: number): string {
  if (typeof item !== 'object' || item === null) return formatValue(item, depth);
  if (isJsonArray(item)) return item.length === 0 ? ' []\n' : ` ${formatItems(item, depth + 1, '')}`;
  const entries = formatEntries(item, sortedKeys(item), depth + 1, '');
  return entries === '' ? ' {}\n' : ` ${entries}`;
}

/** Numbers as JSON has them, but with a point before an exponent, without which YAML 1.1 reads a string. */
function formatNumber(value: number): string {
  if (!Number.isFinite(value)) throw new UnwritableError();
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function indentOf(depth: number): string {
  return indents[depth] ?? '  '.repeat(depth);
}

const indents: readonly string[] = Array.from({ length: maximumDepth + 2 }, (_, depth) => '  '.repeat(depth));
