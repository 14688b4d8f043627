import type { DefinitionEffect } from '../../../lib/schema/evolution/comparator';
import type { StructuralSchema } from '../../../lib/schema/facts/schema-facts';

/** Two schemas of one field, in which only this comparator finds what is said, and nothing where it is nothing. */
export interface FieldChange {
  readonly from: StructuralSchema;
  readonly to: StructuralSchema;
  readonly effect: DefinitionEffect | 'nothing';
}

const text: StructuralSchema = { type: 'string' };
const number: StructuralSchema = { type: 'integer' };
const list: StructuralSchema = { type: 'array', items: text };
const map: StructuralSchema = { type: 'object', properties: { a: text } };
const keyed: StructuralSchema = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['a'],
  items: { type: 'object', properties: { a: text, b: text } },
};
const isLong: StructuralSchema = { minLength: 3 };
const isShort: StructuralSchema = { maxLength: 9 };

function becomes(effect: FieldChange['effect'], from: StructuralSchema, to: StructuralSchema): FieldChange {
  return { from, to, effect };
}

/** By comparator, at least one change that does something and one that does not. */
export const fieldChanges: Readonly<Record<string, readonly FieldChange[]>> = {
  'all-of': [
    becomes('breaks-objects', text, { ...text, allOf: [isLong] }),
    becomes('safe', { ...text, allOf: [isLong, isShort] }, { ...text, allOf: [isShort] }),
    becomes('nothing', { ...text, allOf: [isLong, isShort] }, { ...text, allOf: [isShort, isLong] }),
  ],
  'any-of': [
    becomes('breaks-objects', text, { ...text, anyOf: [isLong] }),
    becomes('breaks-objects', { ...text, anyOf: [isLong, isShort] }, { ...text, anyOf: [isShort] }),
    becomes('safe', { ...text, anyOf: [isLong] }, { ...text, anyOf: [isShort, isLong] }),
    becomes('safe', { ...text, anyOf: [isLong] }, text),
  ],
  'closed-fields': [
    becomes('loses-data', { type: 'object', additionalProperties: text }, { type: 'object' }),
    becomes('nothing', { type: 'object', additionalProperties: text }, { type: 'object', additionalProperties: text }),
    becomes(
      'nothing',
      { type: 'object', additionalProperties: text },
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    ),
  ],
  'default-value': [
    becomes('breaks-clients', text, { ...text, default: 'a' }),
    becomes('breaks-clients', { ...text, default: 'a' }, { ...text, default: 'b' }),
    becomes('breaks-clients', { ...text, default: 'a' }, text),
    becomes('nothing', { ...map, default: { a: 'a', b: 'b' } }, { ...map, default: { b: 'b', a: 'a' } }),
  ],
  'embedded-resource': [
    becomes('breaks-objects', { type: 'object' }, { type: 'object', 'x-kubernetes-embedded-resource': true }),
    becomes('loses-data', { type: 'object', 'x-kubernetes-embedded-resource': true }, { type: 'object' }),
    becomes('nothing', { type: 'object' }, { type: 'object', 'x-kubernetes-embedded-resource': false }),
  ],
  enumeration: [
    becomes('breaks-objects', text, { ...text, enum: ['a'] }),
    becomes('breaks-objects', { ...text, enum: ['a', 'b'] }, { ...text, enum: ['a'] }),
    becomes('safe', { ...text, enum: ['a'] }, { ...text, enum: ['b', 'a'] }),
    becomes('safe', { ...text, enum: ['a'] }, text),
    becomes('nothing', { ...text, enum: ['a', 'b'] }, { ...text, enum: ['b', 'a'] }),
  ],
  'fields-over-free-keys': [
    becomes(
      'breaks-objects',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      { ...map, 'x-kubernetes-preserve-unknown-fields': true },
    ),
    becomes('nothing', { type: 'object' }, map),
  ],
  format: [
    becomes('breaks-objects', text, { ...text, format: 'ipv4' }),
    becomes('breaks-objects', { ...number, format: 'int64' }, { ...number, format: 'int32' }),
    becomes('breaks-clients', { ...number, format: 'int32' }, { ...number, format: 'int64' }),
    becomes('breaks-clients', text, { ...text, format: 'some-prose' }),
    becomes('safe', { ...text, format: 'ipv4' }, text),
  ],
  'free-keys': [
    becomes(
      'breaks-objects',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      { type: 'object', additionalProperties: text },
    ),
    becomes(
      'breaks-objects',
      { type: 'object', additionalProperties: true },
      { type: 'object', additionalProperties: text },
    ),
    becomes('safe', { type: 'object' }, { type: 'object', additionalProperties: text }),
    becomes(
      'breaks-clients',
      { type: 'object', additionalProperties: text },
      { type: 'object', additionalProperties: true },
    ),
  ],
  items: [becomes('breaks-objects', { type: 'array' }, list), becomes('breaks-clients', list, { type: 'array' })],
  lengths: [
    becomes('breaks-objects', text, { ...text, maxLength: 9 }),
    becomes('breaks-objects', { ...list, minItems: 1 }, { ...list, minItems: 2 }),
    becomes('breaks-objects', { ...map, maxProperties: 9 }, { ...map, maxProperties: 8 }),
    becomes('safe', { ...text, minLength: 1 }, text),
    becomes('safe', { ...list, maxItems: 1 }, { ...list, maxItems: 2 }),
    becomes('nothing', text, { ...text, minLength: 0 }),
  ],
  'list-map-keys': [
    becomes('breaks-objects', keyed, { ...keyed, 'x-kubernetes-list-map-keys': ['b'] }),
    becomes(
      'nothing',
      { ...keyed, 'x-kubernetes-list-map-keys': ['a', 'b'] },
      { ...keyed, 'x-kubernetes-list-map-keys': ['b', 'a'] },
    ),
  ],
  'list-type': [
    becomes('breaks-objects', list, { ...list, 'x-kubernetes-list-type': 'set' }),
    becomes('breaks-clients', { ...list, 'x-kubernetes-list-type': 'set' }, list),
    becomes('nothing', list, { ...list, 'x-kubernetes-list-type': 'atomic' }),
  ],
  'map-type': [
    becomes('breaks-clients', map, { ...map, 'x-kubernetes-map-type': 'atomic' }),
    becomes('nothing', map, { ...map, 'x-kubernetes-map-type': 'granular' }),
  ],
  maximum: [
    becomes('breaks-objects', { ...number, maximum: 9 }, { ...number, maximum: 8 }),
    becomes('breaks-objects', number, { ...number, maximum: 9 }),
    becomes('breaks-objects', { ...number, maximum: 9 }, { ...number, maximum: 9, exclusiveMaximum: true }),
    becomes('safe', { ...number, maximum: 9, exclusiveMaximum: true }, { ...number, maximum: 9 }),
    becomes('safe', { ...number, maximum: 8 }, { ...number, maximum: 9 }),
  ],
  minimum: [
    becomes('breaks-objects', { ...number, minimum: 8 }, { ...number, minimum: 9 }),
    becomes('breaks-objects', number, { ...number, minimum: 0 }),
    becomes('breaks-objects', { ...number, minimum: 9 }, { ...number, minimum: 9, exclusiveMinimum: true }),
    becomes('safe', { ...number, minimum: 9 }, { ...number, minimum: 8 }),
    becomes('safe', { ...number, minimum: 9 }, number),
  ],
  'multiple-of': [
    becomes('breaks-objects', { ...number, multipleOf: 2 }, { ...number, multipleOf: 4 }),
    becomes('breaks-objects', number, { ...number, multipleOf: 2 }),
    becomes('safe', { ...number, multipleOf: 4 }, { ...number, multipleOf: 2 }),
  ],
  'new-field-conventions': [
    becomes('safe', map, { ...map, properties: { a: text, b: { type: 'boolean' } } }),
    becomes('safe', map, { ...map, properties: { a: text, b: { type: 'number' } } }),
    becomes('safe', map, { ...map, properties: { a: text, b: { type: 'integer', format: 'uint32' } } }),
    becomes('safe', map, { ...map, properties: { a: text, b: { type: 'object', additionalProperties: text } } }),
    becomes('safe', map, { ...map, properties: { a: text, b: list } }),
    becomes('safe', map, { ...map, properties: { a: text, conditions: list } }),
    becomes('nothing', map, { ...map, properties: { a: text, b: text } }),
    becomes('nothing', map, { ...map, properties: { a: text, b: keyed } }),
  ],
  not: [
    becomes('breaks-objects', text, { ...text, not: isLong }),
    becomes('breaks-objects', { ...text, not: isLong }, { ...text, not: isShort }),
    becomes('safe', { ...text, not: isLong }, text),
  ],
  nullable: [
    becomes('breaks-objects', { ...text, nullable: true }, text),
    becomes('breaks-clients', text, { ...text, nullable: true }),
    becomes('nothing', text, { ...text, nullable: false }),
  ],
  'one-of': [
    becomes('breaks-objects', { ...text, oneOf: [isLong] }, { ...text, oneOf: [isLong, isShort] }),
    becomes('breaks-objects', text, { ...text, oneOf: [isLong] }),
    becomes('safe', { ...text, oneOf: [isLong] }, text),
    becomes('nothing', { ...text, oneOf: [isLong, isShort] }, { ...text, oneOf: [isShort, isLong] }),
  ],
  pattern: [
    becomes('breaks-objects', { ...text, pattern: 'a' }, { ...text, pattern: 'b' }),
    becomes('breaks-objects', text, { ...text, pattern: 'b' }),
    becomes('safe', { ...text, pattern: 'a' }, text),
  ],
  'preserve-unknown-fields': [
    becomes('loses-data', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, { type: 'object' }),
    becomes('safe', { type: 'object' }, { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
  ],
  'removed-fields': [
    becomes('loses-data', map, { type: 'object' }),
    becomes('breaks-clients', map, { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
    becomes('nothing', { type: 'object' }, map),
  ],
  required: [
    becomes('breaks-objects', map, { ...map, required: ['a'] }),
    becomes('safe', map, { ...map, properties: { a: { ...text, default: 'a' } }, required: ['a'] }),
    becomes('safe', { ...map, required: ['a'] }, map),
  ],
  rules: [
    becomes('breaks-objects', text, { ...text, 'x-kubernetes-validations': [{ rule: 'self != "a"' }] }),
    becomes('breaks-clients', text, { ...text, 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] }),
    becomes(
      'breaks-clients',
      { ...text, 'x-kubernetes-validations': [{ rule: 'oldSelf.orValue("") == self' }] },
      { ...text, 'x-kubernetes-validations': [{ rule: 'oldSelf.orValue("") == self', optionalOldSelf: true }] },
    ),
    becomes('safe', { ...text, 'x-kubernetes-validations': [{ rule: 'self != "a"' }] }, text),
    becomes(
      'nothing',
      { ...text, 'x-kubernetes-validations': [{ rule: 'self != "a"', message: 'no a' }] },
      { ...text, 'x-kubernetes-validations': [{ rule: 'self != "a"', message: 'never an a' }] },
    ),
  ],
  type: [
    becomes('breaks-objects', text, number),
    becomes('breaks-objects', { 'x-kubernetes-int-or-string': true }, text),
    becomes('breaks-clients', number, { type: 'number' }),
    becomes('breaks-clients', text, { 'x-kubernetes-int-or-string': true }),
    becomes('nothing', text, text),
  ],
  'unique-items': [
    becomes('breaks-objects', list, { ...list, uniqueItems: true }),
    becomes('safe', { ...list, uniqueItems: true }, list),
  ],
};
