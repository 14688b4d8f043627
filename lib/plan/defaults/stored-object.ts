import { canonicalQuantity } from '../../manifest/objects/canonical-quantity';
import {
  isJsonArray,
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import { isBuiltInGroup } from '../../schema/facts/built-in-groups';
import type { KnownKind } from '../../schema/facts/facts-catalog';
import type { StructuralSchema } from '../../schema/facts/schema-facts';
import { withDefaults } from '../../schema/structure/default-values';
import { fieldNode, itemNode, rootNode, type SchemaNode } from '../difference/schema-node';
import { objectDefaults } from './object-defaults';
import { otherDefaults, podDefaults } from './type-defaults';

/**
 * An object as an API server keeps it, as far as its manifest decides that: with defaults, amounts in their canonical
 * form, and without what means nothing. Two manifests with one stored object are one state of the cluster.
 */
export function storedObject(manifest: Manifest, known: KnownKind | undefined): JsonObject {
  const { status: _, ...written } = manifest;
  if (known === undefined) return written;
  if (!isBuiltInGroup(known.group)) {
    const filled = withDefaults(written, known.facts.schema);
    return isJsonObject(filled) ? filled : written;
  }
  const ownDefaults = objectDefaults[`${known.group}/${known.kind}`];
  return storedMap(ownDefaults === undefined ? written : ownDefaults(written), rootNode(known), defaultsOf);
}

/** The same without defaults: what the manifest itself says. Keys of lists are filled in, so that paths are the same. */
export function writtenObject(manifest: Manifest, known: KnownKind | undefined): JsonObject {
  const { status: _, ...written } = manifest;
  if (known === undefined || !isBuiltInGroup(known.group)) return written;
  const normalized = `${known.group}/${known.kind}` === '/Secret' ? objectDefaults['/Secret']?.(written) : written;
  return storedMap(normalized ?? written, rootNode(known), (map, node) => {
    const { protocol } = defaultsOf(map, node);
    return protocol === undefined ? {} : { protocol };
  });
}

type Defaults = (map: JsonObject, node: SchemaNode | undefined) => JsonObject;

function stored(value: JsonValue, node: SchemaNode | undefined, defaults: Defaults): JsonValue {
  if (isJsonObject(value)) return storedMap(value, node, defaults);
  if (isJsonArray(value)) return storedList(value, node, defaults);
  if (node?.schema.format === 'quantity') return canonicalQuantity(String(value)) ?? value;
  return value;
}

function storedList(list: JsonArray, node: SchemaNode | undefined, defaults: Defaults): JsonArray {
  const items = itemNode(node);
  return list.map((item) => stored(item, items, defaults));
}

function storedMap(map: JsonObject, node: SchemaNode | undefined, defaults: Defaults): JsonObject {
  const fields = new Map<string, JsonValue>();
  const add = (name: string, value: JsonValue | undefined): void => {
    if (value === undefined || value === null) return;
    const field = fieldNode(node, name);
    const kept = stored(value, field, defaults);
    if (!meansNothing(name, kept, field, node)) fields.set(name, kept);
  };
  for (const [name, value] of Object.entries(map)) add(name, value);
  for (const [name, value] of Object.entries(defaults(Object.fromEntries(fields), node))) {
    if (!fields.has(name) || isWhole(name)) add(name, value);
  }
  return Object.fromEntries(fields);
}

function defaultsOf(map: JsonObject, node: SchemaNode | undefined): JsonObject {
  const said = node === undefined ? {} : defaultsOfSchema(node.schema);
  const ofType = node?.type === undefined ? undefined : (podDefaults[node.type] ?? otherDefaults[node.type]);
  return ofType === undefined ? said : { ...said, ...ofType(map) };
}

const schemaDefaults = new WeakMap<StructuralSchema, JsonObject>();

function defaultsOfSchema(schema: StructuralSchema): JsonObject {
  let defaults = schemaDefaults.get(schema);
  if (defaults === undefined) {
    defaults = Object.fromEntries(
      Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
        field.default === undefined ? [] : [[name, field.default] as const],
      ),
    );
    schemaDefaults.set(schema, defaults);
  }
  return defaults;
}

/** Fields whose default is a map that already has what the manifest says. */
const wholeFields = new Set([
  'strategy',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'scaleUp',
  'scaleDown',
  'default',
  'defaultRequest',
]);

function isWhole(name: string): boolean {
  return wholeFields.has(name);
}

/** Fields that hold a value and no pointer in Go, so that zero and missing are the same there. */
const zeroFields = new Set([
  'globalDefault',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostPort',
  'initialDelaySeconds',
  'insecureSkipTLSVerify',
  'minReadySeconds',
  'nodePort',
  'paused',
  'publishNotReadyAddresses',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
]);
const structFields = new Set(['metadata', 'resources', 'strategy', 'updateStrategy']);

/** Whether a value is the same as none at all once the API server has decoded it. */
function meansNothing(
  name: string,
  value: JsonValue,
  field: SchemaNode | undefined,
  owner: SchemaNode | undefined,
): boolean {
  if (isJsonArray(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0 && (isFreeMap(field) || structFields.has(name));
  // A key of a free map, such as a label, may well be empty.
  if (isFreeMap(owner)) return false;
  if (value === '') return !pointerTexts.has(name);
  return (value === 0 || value === false) && zeroFields.has(name);
}

/** Texts of which an empty one says something. */
const pointerTexts = new Set([
  'storageClassName',
  'volumeAttributesClassName',
  'type',
  'name',
  'service',
  'key',
  'operator',
]);

function isFreeMap(node: SchemaNode | undefined): boolean {
  return typeof node?.schema.additionalProperties === 'object' && node.schema.properties === undefined;
}
