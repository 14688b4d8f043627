import {
  isJsonArray,
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../manifest/objects/json';
import { itemNode, type SchemaNode } from './schema-node';

/** A list whose items are identified by keys, each item under the text of its own. */
export interface KeyedList {
  readonly items: ReadonlyMap<string, JsonValue>;
  /** True where the keys are those of the API, so that the order of the list means nothing to the server. */
  readonly isAssociative: boolean;
}

/**
 * The two sides of a list with their items by key: the keys that the schema declares, or else fields that name every
 * item of both. Undefined where nothing tells items apart.
 */
export function keyedLists(
  before: JsonArray,
  after: JsonArray,
  node: SchemaNode | undefined,
): readonly [KeyedList, KeyedList] | undefined {
  for (const { keys, isAssociative } of candidates(node)) {
    const left = byKeys(before, keys);
    const right = byKeys(after, keys);
    if (left !== undefined && right !== undefined) {
      return [
        { items: left, isAssociative },
        { items: right, isAssociative },
      ];
    }
  }
  return undefined;
}

interface Keys {
  readonly keys: readonly string[];
  readonly isAssociative: boolean;
}

function candidates(node: SchemaNode | undefined): readonly Keys[] {
  const declared = node?.schema['x-kubernetes-list-map-keys'];
  const own = declared === undefined ? [] : [{ keys: declared, isAssociative: true }];
  const properties = itemNode(node)?.schema.properties;
  return [
    ...own,
    ...natural.filter(({ keys }) => properties === undefined || keys.every((key) => firstStep(key) in properties)),
  ];
}

/** What names the items of a list that is atomic to the API, for whoever reads a difference. */
const natural: readonly Keys[] = [
  ['name'],
  ['kind', 'namespace', 'name'],
  ['host'],
  ['path', 'pathType'],
  ['key'],
  ['topologyKey'],
  ['type'],
  // Claim templates, and other objects in objects.
  ['metadata.name'],
].map((keys) => ({ keys, isAssociative: false }));

/** Undefined where an item has none of the keys, or two items have the same ones. */
function byKeys(list: JsonArray, keys: readonly string[]): ReadonlyMap<string, JsonValue> | undefined {
  const items = new Map<string, JsonValue>();
  for (const item of list) {
    if (!isJsonObject(item)) return undefined;
    const key = keyText(item, keys);
    if (key === undefined || items.has(key)) return undefined;
    items.set(key, item);
  }
  return items;
}

function keyText(item: JsonObject, keys: readonly string[]): string | undefined {
  const values = keys.map((key) => valueAt(item, key)).filter((value) => value !== undefined && !isJsonArray(value));
  if (values.length === 0 || values.some((value) => typeof value === 'object')) return undefined;
  return values.map(String).join('/');
}

function firstStep(key: string): string {
  return key.split('.', 1)[0] ?? key;
}

function valueAt(item: JsonObject, key: string): JsonValue | undefined {
  return key
    .split('.')
    .reduce<JsonValue | undefined>((value, step) => (isJsonObject(value) ? value[step] : undefined), item);
}
