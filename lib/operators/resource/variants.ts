import { isDeepStrictEqual } from 'node:util';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import type { FieldRule } from './field';
import { refuseAt, type SchemaPlace } from './schema-place';
import { bounded, inRule, pathOfField, rulesKey } from './rules';

/** One form of an object, and the texts by which it is known. */
interface Variant {
  readonly names: readonly string[];
  readonly properties: JsonObject;
  readonly required: readonly JsonValue[];
}

/**
 * An object that has one of several forms, distinguished by one field: the fields of all of them, and rules that say which
 * belong to which.
 */
export function variantFields(parts: readonly JsonObject[], by: string, place: SchemaPlace): JsonObject {
  const variants = parts.map((part) => variantOf(part, by, place));
  const fields = [...new Set(variants.flatMap(({ properties }) => Object.keys(properties)))];
  const properties = Object.fromEntries(fields.map((name) => [name, sharedSchema(name, variants, place)]));
  const names = variants.flatMap((variant) => variant.names);
  const everywhere = fields.filter((name) => variants.every(({ required }) => required.includes(name)));
  const rules = fields.flatMap((name) => rulesOf(name, variants, by, place));
  return {
    type: 'object',
    properties: { [by]: { type: 'string', enum: names }, ...properties },
    required: [by, ...everywhere],
    [rulesKey]: bounded(rules, place),
  };
}

function variantOf({ type, properties, required, ...others }: JsonObject, by: string, place: SchemaPlace): Variant {
  const { [by]: name, ...fields } = isJsonObject(properties) ? properties : {};
  const names =
    isJsonObject(name) && name.type === 'string' && isJsonArray(name.enum)
      ? name.enum.filter((one) => typeof one === 'string')
      : [];
  if (type !== 'object' || names.length === 0) {
    refuseAt(place, `a variant is no object with a text "${by}"`, `use z.object({ ${by}: z.literal('…'), … })`);
  }
  const more = Object.keys(others).find((key) => key !== 'description');
  if (more !== undefined) refuseAt(place, `only the whole can say "${more}"`, 'say it of the union');
  return { names, properties: fields, required: isJsonArray(required) ? required.filter((one) => one !== by) : [] };
}

function sharedSchema(name: string, variants: readonly Variant[], place: SchemaPlace): JsonValue | undefined {
  const [first, ...others] = variants.flatMap(({ properties }) => properties[name] ?? []);
  const isShared = variants.every(({ properties }) => properties[name] !== undefined);
  if (others.some((other) => !isDeepStrictEqual(other, first))) {
    refuseAt(place, `"${name}" is not the same in all variants`, 'give the fields names of their own');
  }
  if (!isShared && isJsonObject(first) && first.default !== undefined) {
    refuseAt(place, `the default of "${name}" would be filled in for every variant`, 'leave the default out');
  }
  return first;
}

function rulesOf(name: string, variants: readonly Variant[], by: string, place: SchemaPlace): readonly FieldRule[] {
  const [field, discriminator] = [inRule(name, place), inRule(by, place)];
  const having = namesOf(variants.filter(({ properties }) => properties[name] !== undefined));
  const requiring = namesOf(variants.filter(({ required }) => required.includes(name)));
  const all = namesOf(variants);
  const isOneOf = (names: readonly string[]): string => `self.${discriminator} in ${JSON.stringify(names)}`;
  const fieldPath = pathOfField(name);
  const allowed = {
    rule: `!has(self.${field}) || ${isOneOf(having)}`,
    message: `must be left out unless ${by} is ${having.join(' or ')}`,
    reason: 'FieldValueForbidden' as const,
    fieldPath,
  };
  const needed = {
    rule: `has(self.${field}) || !(${isOneOf(requiring)})`,
    message: `required where ${by} is ${requiring.join(' or ')}`,
    reason: 'FieldValueRequired' as const,
    fieldPath,
  };
  return [
    ...(having.length < all.length ? [allowed] : []),
    ...(requiring.length > 0 && requiring.length < all.length ? [needed] : []),
  ];
}

function namesOf(variants: readonly Variant[]): readonly string[] {
  return variants.flatMap(({ names }) => names);
}
