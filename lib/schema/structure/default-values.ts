import {
  isJsonArray,
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../manifest/objects/json';
import type { StructuralSchema } from '../facts/schema-facts';

/**
 * A custom resource as the API server judges it: nulls that a field may not hold are gone, and missing fields have
 * their defaults. What needs no change is the same value, not a copy.
 */
export function withDefaults(value: JsonValue, schema: StructuralSchema): JsonValue {
  if (isJsonObject(value)) return objectWithDefaults(value, schema);
  if (isJsonArray(value)) return arrayWithDefaults(value, schema.items);
  return value;
}

const noFields: Readonly<Record<string, StructuralSchema>> = {};

function objectWithDefaults(
  object: JsonObject,
  { properties = noFields, additionalProperties }: StructuralSchema,
): JsonObject {
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const schemaOf = (name: string): StructuralSchema | undefined =>
    Object.hasOwn(properties, name) ? properties[name] : others;
  const changed = new Map<string, JsonValue | undefined>();
  for (const [name, value] of Object.entries(object)) {
    const schema = schemaOf(name);
    if (schema === undefined || value === undefined) continue;
    const after = value === null && schema.nullable !== true ? schema.default : value;
    const filled = after === undefined ? undefined : withDefaults(after, schema);
    if (filled !== value) changed.set(name, filled);
  }
  for (const [name, schema] of fieldsWithDefault(properties)) {
    if (object[name] === undefined && schema.default !== undefined) {
      changed.set(name, withDefaults(schema.default, schema));
    }
  }
  if (changed.size === 0) return object;
  const entries = Object.entries({ ...object, ...Object.fromEntries(changed) });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function arrayWithDefaults(array: JsonArray, items: StructuralSchema | undefined): JsonArray {
  if (items === undefined) return array;
  const filled = array.map((item) => {
    const after = item === null && items.nullable !== true ? (items.default ?? null) : item;
    return withDefaults(after, items);
  });
  return filled.every((item, index) => item === array[index]) ? array : filled;
}

const defaulted = new WeakMap<object, readonly (readonly [string, StructuralSchema])[]>();

/** Fields with a default: few, so that they are looked for once a schema. */
function fieldsWithDefault(
  properties: Readonly<Record<string, StructuralSchema>>,
): readonly (readonly [string, StructuralSchema])[] {
  let fields = defaulted.get(properties);
  if (fields === undefined) {
    fields = Object.entries(properties).filter(([, schema]) => schema.default !== undefined);
    defaulted.set(properties, fields);
  }
  return fields;
}
