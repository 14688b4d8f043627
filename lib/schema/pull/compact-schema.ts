import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';

/** What is kept of a schema: everything that decides whether a value is valid, and nothing that explains it. */
const keywords: Readonly<Record<string, 'value' | 'schema' | 'schemas' | 'map'>> = {
  $ref: 'value',
  type: 'value',
  format: 'value',
  nullable: 'value',
  required: 'value',
  properties: 'map',
  additionalProperties: 'schema',
  items: 'schema',
  enum: 'value',
  default: 'value',
  minimum: 'value',
  maximum: 'value',
  exclusiveMinimum: 'value',
  exclusiveMaximum: 'value',
  multipleOf: 'value',
  pattern: 'value',
  minLength: 'value',
  maxLength: 'value',
  minItems: 'value',
  maxItems: 'value',
  uniqueItems: 'value',
  minProperties: 'value',
  maxProperties: 'value',
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
  not: 'schema',
  'x-kubernetes-int-or-string': 'value',
  'x-kubernetes-preserve-unknown-fields': 'value',
  'x-kubernetes-embedded-resource': 'value',
  'x-kubernetes-list-type': 'value',
  'x-kubernetes-list-map-keys': 'value',
  'x-kubernetes-map-type': 'value',
  'x-kubernetes-validations': 'value',
};

const keywordEntries = Object.entries(keywords);

/**
 * A schema without descriptions, titles, examples and vendor fields, its keywords always in the same order.
 *
 * @param adapt what to make of each schema in it, before it is taken apart
 */
export function compactSchema(schema: JsonValue, adapt = (one: JsonObject): JsonObject => one): JsonValue {
  if (!isJsonObject(schema)) return schema;
  const adapted = adapt(schema);
  const compact: Record<string, JsonValue> = {};
  for (const [keyword, holds] of keywordEntries) {
    const value = adapted[keyword];
    if (value !== undefined) compact[keyword] = holds === 'value' ? value : compactPart(value, holds, adapt);
  }
  return compact;
}

function compactPart(
  value: JsonValue,
  holds: 'schema' | 'schemas' | 'map',
  adapt: (schema: JsonObject) => JsonObject,
): JsonValue {
  if (holds === 'schema') return compactSchema(value, adapt);
  if (holds === 'schemas') return isJsonArray(value) ? value.map((one) => compactSchema(one, adapt)) : value;
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, compactSchema(value[name] ?? {}, adapt)]));
}
