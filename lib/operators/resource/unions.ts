import { isDeepStrictEqual } from 'node:util';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import { refuseAt, type SchemaPlace } from './schema-place';
import { variantFields } from './variants';

type Structuralize = (schema: JsonObject, place: SchemaPlace) => JsonObject;

/** A schema with several forms, as far as one type says it. */
export function unionFields(
  branches: readonly JsonObject[],
  discriminator: JsonValue | undefined,
  place: SchemaPlace,
  structural: Structuralize,
): JsonObject {
  const [only, ...more] = branches.filter((branch) => !isNull(branch));
  const nullable = more.length + 1 < branches.length ? { nullable: true } : {};
  if (only === undefined) return refuseAt(place, 'no value but null is right', 'leave the field out');
  if (more.length === 0) return { ...structural(only, place), ...nullable };
  const all = [only, ...more];
  if (typeof discriminator === 'string') {
    return {
      ...variantFields(
        all.map((branch) => structural(branch, place)),
        discriminator,
        place,
      ),
      ...nullable,
    };
  }
  if (isIntOrString(all)) return { 'x-kubernetes-int-or-string': true, ...nullable };
  const parts = all.map((branch) => structural(branch, place));
  return { ...merged(parts, place), ...nullable };
}

function isNull({ type, enum: values }: JsonObject): boolean {
  return isJsonArray(values) && values.length > 0 && values.every((value) => value === null) && type !== 'object';
}

/** A whole number or a text, neither of which has any limit. */
function isIntOrString(branches: readonly JsonObject[]): boolean {
  const plain = branches.map(({ type, minimum, maximum, ...others }) => {
    const isAnyNumber =
      type === 'integer' && minimum === Number.MIN_SAFE_INTEGER && maximum === Number.MAX_SAFE_INTEGER;
    return Object.keys(others).length === 0 && (isAnyNumber || type === 'string') ? type : undefined;
  });
  return plain.length === 2 && plain.includes('integer') && plain.includes('string');
}

/** Scalars of one type: the values of all of them, or each with its own limits. */
function merged(parts: readonly JsonObject[], place: SchemaPlace): JsonObject {
  const [{ type } = { type: undefined }] = parts;
  const isScalar = typeof type === 'string' && type !== 'object' && type !== 'array';
  if (!isScalar || parts.some((part) => part.type !== type)) {
    const fix =
      'use z.discriminatedUnion for objects, z.union([z.string(), z.int()]) for a number or a text, or a field for each type';
    return refuseAt(place, 'a field has one type', fix);
  }
  const values = parts.map((part) => part.enum);
  if (values.every(isJsonArray) && parts.every((part) => Object.keys(part).length === 2)) {
    return { type, enum: values.flat().filter((value, index, all) => isFirst(value, index, all)) };
  }
  if (parts.some(saysMore)) {
    refuseAt(place, 'only the whole has a default, a description or rules', 'say them of the union');
  }
  return { type, anyOf: parts.map(({ type: _, ...rest }) => rest) };
}

function isFirst(value: JsonValue, index: number, all: readonly JsonValue[]): boolean {
  return all.findIndex((other) => isDeepStrictEqual(other, value)) === index;
}

function saysMore(part: JsonObject): boolean {
  return Object.keys(part).some((name) => /^(default|description|nullable|x-)/.test(name)) || !isJsonObject(part);
}
