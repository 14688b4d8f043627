import { isDeepStrictEqual } from 'node:util';
import { digitsAt, exactText } from '../../manifest/objects/exact-integer';
import {
  isJsonArray,
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../manifest/objects/json';
import type { Change } from './change';
import { keyedLists, type KeyedList } from './list-keys';
import { sameMeaning } from './same-meaning';
import { fieldNode, itemNode, type SchemaNode } from './schema-node';

/** Every field in which two stored objects differ, in the order of the fields. Items of lists are found by their keys. */
export function compareValues(before: JsonObject, after: JsonObject, node: SchemaNode | undefined): readonly Change[] {
  const changes: Change[] = [];
  compareMaps({ before, after, node, path: '' }, changes);
  return changes;
}

interface Pair<V> {
  readonly before: V;
  readonly after: V;
  readonly node: SchemaNode | undefined;
  readonly path: string;
}

function compare({ before, after, node, path }: Pair<JsonValue | undefined>, changes: Change[]): void {
  if (before === undefined || after === undefined) {
    if (before !== after)
      changes.push({ path, ...(before !== undefined && { from: before }), ...(after !== undefined && { to: after }) });
  } else if (isJsonObject(before) && isJsonObject(after)) {
    compareMaps({ before, after, node, path }, changes);
  } else if (isJsonArray(before) && isJsonArray(after)) {
    compareLists({ before, after, node, path }, changes);
  } else if (!sameMeaning(before, after, node?.schema)) {
    changes.push({ path, from: before, to: after });
  }
}

function compareMaps({ before, after, node, path }: Pair<JsonObject>, changes: Change[]): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const pair = { before: ownOf(before, name), after: ownOf(after, name) };
    const exact = { before: digitsAt(before, name), after: digitsAt(after, name) };
    if (exact.before !== exact.after && pair.before !== undefined && pair.after !== undefined) {
      changes.push({ path: step(path, name), from: exact.before ?? pair.before, to: exact.after ?? pair.after });
      continue;
    }
    if (pair.before === pair.after) continue;
    compare({ ...pair, node: fieldNode(node, name), path: step(path, name) }, changes);
  }
}

function ownOf(map: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Names with characters of their own stand in brackets: `metadata.labels[app.kubernetes.io/name]`. */
function step(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}

function compareLists({ before, after, node, path }: Pair<JsonArray>, changes: Change[]): void {
  if (isDeepStrictEqual(before, after)) return;
  const keyed = keyedLists(before, after, node);
  if (keyed !== undefined) return compareKeyed(keyed, { node, path }, changes);
  const left = without(before, after);
  const gained = without(after, before);
  if (left.length + gained.length === 0) {
    changes.push({ path, from: before, to: after, order: 'items' });
    return;
  }
  if (before.every((item) => !isJsonObject(item)) && after.every((item) => !isJsonObject(item))) {
    changes.push({ path, from: shownItems(before), to: shownItems(after) });
    return;
  }
  const [gone, come] = [left[0], gained[0]];
  if (left.length === 1 && gained.length === 1 && isJsonObject(gone) && isJsonObject(come)) {
    compareMaps({ before: gone, after: come, node: itemNode(node), path: `${path}[]` }, changes);
    return;
  }
  for (const item of left) changes.push({ path: `${path}[]`, from: item });
  for (const item of gained) changes.push({ path: `${path}[]`, to: item });
}

/** The items of a list that another one does not have, however often each stands there. */
function without(list: JsonArray, other: JsonArray): JsonArray {
  const counts = new Map<string, number>();
  const textAt = (items: JsonArray, index: number): string => digitsAt(items, index) ?? exactText(items[index]);
  for (const index of other.keys()) counts.set(textAt(other, index), (counts.get(textAt(other, index)) ?? 0) + 1);
  return list.filter((_, index) => {
    const key = textAt(list, index);
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count <= 0;
  });
}

/** Items as they are shown: an integer that no number of JavaScript is stands as its digits. */
function shownItems(list: JsonArray): JsonArray {
  return list.map((item, index) => digitsAt(list, index) ?? item);
}

function compareKeyed(
  [before, after]: readonly [KeyedList, KeyedList],
  { node, path }: Pick<Pair<unknown>, 'node' | 'path'>,
  changes: Change[],
): void {
  const items = itemNode(node);
  for (const key of new Set([...before.items.keys(), ...after.items.keys()])) {
    compare(
      { before: before.items.get(key), after: after.items.get(key), node: items, path: `${path}[${key}]` },
      changes,
    );
  }
  const from = [...before.items.keys()].filter((key) => after.items.has(key));
  const to = [...after.items.keys()].filter((key) => before.items.has(key));
  if (!isDeepStrictEqual(from, to)) changes.push({ path, from, to, order: before.isAssociative ? 'keys' : 'items' });
}
