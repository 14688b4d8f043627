import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import { fieldOptionsShape } from './field-options-shape';
import { optionsKey, type ApiFieldOptions } from './field';
import { optionFields } from './option-fields';
import { rulesKey, rulesOf } from './rules';
import { patternFields } from './patterns';
import { refuseAt, type SchemaPlace } from './schema-place';
import { discriminatorKey, flawKey } from './read-zod';
import { unionFields } from './unions';

/**
 * A schema as definitions have it: every field has a type, nothing is referred to, and what Kubernetes calls by other
 * words has them. What no API server could check is refused.
 */
export function structuralSchema(read: JsonObject, around: SchemaPlace): JsonObject {
  const { schema, place } = resolved(read, around);
  refuseFlaw(schema, place);
  const options = optionsOf(schema, place);
  const { description, nullable, default: byDefault } = schema;
  const { [rulesKey]: ofVariants, ...form } = typeFields(schema, options, place);
  const rules = [...(isJsonArray(ofVariants) ? ofVariants : []), ...rulesOf(options, schema, place)];
  return withoutAbsent({
    description,
    ...form,
    ...(nullable === true || form.nullable === true ? nullFields(form, place) : {}),
    default: byDefault,
    ...optionFields(options),
    [rulesKey]: rules.length === 0 ? undefined : rules,
  });
}

/** An API server takes null for no value of a closed set, not even where the set names it. */
function nullFields({ enum: values }: JsonObject, place: SchemaPlace): JsonObject {
  if (values !== undefined) refuseAt(place, 'a field with a closed set of values is never null', 'use optional');
  return { nullable: true };
}

/** A schema that others refer to by its name, where it is referred to. */
function resolved(
  schema: JsonObject,
  place: SchemaPlace,
): { readonly schema: JsonObject; readonly place: SchemaPlace } {
  const { $ref, ...others } = schema;
  if (typeof $ref !== 'string') return { schema, place };
  const name = $ref.replace(/^#\/definitions\//, '');
  const named = place.named[name];
  if (!isJsonObject(named) || place.within.includes(name)) {
    const fix = 'end it somewhere, or say field(schema, { preserveUnknownFields: true }) of an object without fields';
    return refuseAt(place, 'a schema that contains itself has no end', fix);
  }
  return resolved({ ...named, ...others }, { ...place, within: [...place.within, name] });
}

function refuseFlaw({ [flawKey]: flaw }: JsonObject, place: SchemaPlace): void {
  if (!isJsonObject(flaw)) return;
  const { message, fix } = flaw;
  if (typeof message === 'string' && typeof fix === 'string') refuseAt(place, message, fix);
}

function optionsOf({ [optionsKey]: said, ...schema }: JsonObject, place: SchemaPlace): ApiFieldOptions {
  const extension = Object.keys(schema).find((name) => name.startsWith('x-kubernetes-'));
  if (extension !== undefined) refuseAt(place, `"${extension}" has a word of its own`, 'use field(schema, { … })');
  if (said === undefined) return {};
  const problem = fieldOptionsShape(said, '');
  if (problem !== undefined) place.refuse({ ...problem, path: `${place.path}: ${problem.path}` });
  return isOptions(said) ? said : {};
}

/** Its shape was asked before. */
function isOptions(said: unknown): said is ApiFieldOptions {
  return isJsonObject(said);
}

function typeFields(schema: JsonObject, options: ApiFieldOptions, place: SchemaPlace): JsonObject {
  const { type, enum: values, anyOf, oneOf } = schema;
  const branches = [anyOf, oneOf].find(isJsonArray);
  if (branches !== undefined) {
    const discriminator = schema[discriminatorKey];
    return unionFields(branches.filter(isJsonObject), discriminator, place, structuralSchema);
  }
  switch (type) {
    case 'object':
      return objectFields(schema, options, place);
    case 'array':
      return { type, ...listFields(schema, options, place) };
    case 'string':
      return { type, enum: values, ...pick(schema, ['minLength', 'maxLength']), ...patternFields(schema, place) };
    case 'number':
    case 'integer':
      return { type, enum: values, ...pick(schema, numberFields) };
    case 'boolean':
      return { type, enum: values };
    default:
      return options.preserveUnknownFields === true ? {} : { 'x-kubernetes-preserve-unknown-fields': true };
  }
}

const numberFields = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf'];

function objectFields(schema: JsonObject, options: ApiFieldOptions, place: SchemaPlace): JsonObject {
  const { type, properties, required, additionalProperties } = schema;
  const fields = isJsonObject(properties) ? Object.entries(properties) : [];
  const others = additionalProperties === false ? undefined : additionalProperties;
  const isOpen = isJsonObject(others) && Object.keys(others).length === 0;
  if (isJsonObject(others) && !isOpen) {
    if (fields.length > 0)
      refuseAt(place, 'fields with names and others exclude each other', 'move the others into a map');
    const { maxProperties } = options;
    const inside = { ...place, path: `${place.path}.*`, endless: endlessWithin(place, maxProperties) };
    return { type, additionalProperties: structuralSchema(others, inside) };
  }
  return {
    type,
    properties:
      fields.length === 0
        ? undefined
        : Object.fromEntries(
            fields.map(([name, part]) => [
              name,
              structuralSchema(isJsonObject(part) ? part : {}, { ...place, path: `${place.path}.${name}` }),
            ]),
          ),
    required: isJsonArray(required) && required.length > 0 ? required : undefined,
    ...(isOpen ? { 'x-kubernetes-preserve-unknown-fields': true } : {}),
  };
}

function listFields(schema: JsonObject, { listType }: ApiFieldOptions, place: SchemaPlace): JsonObject {
  const inside = { ...place, path: `${place.path}[]`, endless: endlessWithin(place, schema.maxItems) };
  const items = structuralSchema(isJsonObject(schema.items) ? schema.items : {}, inside);
  if (items.type === 'object' && listType === undefined) {
    const fix =
      "say field(schema, { listType: 'map', listMapKeys: ['name'] }), or 'atomic' for a list that one writer has";
    refuseAt(place, 'a list of objects does not say how it is merged', fix);
  }
  return { ...pick(schema, ['minItems', 'maxItems']), items };
}

function endlessWithin({ endless, path }: SchemaPlace, most: JsonValue | undefined): string | undefined {
  return endless ?? (most === undefined ? path : undefined);
}

function pick(schema: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, schema[name]]));
}

function withoutAbsent(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}
