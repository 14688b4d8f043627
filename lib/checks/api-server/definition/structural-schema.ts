import { isAtLeast, type KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { Field } from '../../../manifest/objects/field';
import { isJsonObject, type JsonValue } from '../../../manifest/objects/json';
import { goPattern } from '../../../manifest/objects/go-pattern';
import { forbidden, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';
import { completenessProblems } from './complete-schema';
import { isFilled, schemasIn } from './schema-parts';

/** Where a schema stands, as the API server says it of one that has no type. */
type Level = 'at the root' | 'for specified array items' | 'for specified object fields';

/**
 * A schema gives every field that it names a type, so that the API server can tell known fields from unknown ones.
 * What stands under `allOf`, `anyOf`, `oneOf` and `not` constrains values, and describes nothing.
 */
export function* structuralProblems(schema: Field, version: KubernetesVersion): Iterable<Problem> {
  yield* invariantProblems(schema, 'at the root');
  yield* metadataProblems(schema.at('properties').entry('metadata'), version);
  yield* completenessProblems(schema);
}

function* invariantProblems(schema: Field, level: Level): Iterable<Problem> {
  if (schema.map === undefined) return;
  const [type, additional, items] = [schema.at('type'), schema.at('additionalProperties'), schema.at('items')];
  if (type.value === 'array' && !items.isSet) yield required(items, 'must be specified', 'describe the items');
  yield* invariantProblems(items, 'for specified array items');
  for (const [, property] of schema.at('properties').entries()) {
    yield* invariantProblems(property, 'for specified object fields');
  }
  if (additional.isSet && level === 'at the root') {
    yield forbidden(additional, 'must not be used at the root', 'name the fields under properties');
  }
  yield* invariantProblems(additional, 'for specified object fields');
  yield* extensionProblems(schema);
  yield* constraintProblems(schema, exceptionsOf(schema));
  yield* typeProblems(schema, level);
  yield* resourceProblems(schema, level);
}

function* extensionProblems(schema: Field): Iterable<Problem> {
  if (schema.at('x-kubernetes-int-or-string').value !== true) return;
  for (const name of ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource']) {
    const field = schema.at(name);
    const rule = 'must be false if x-kubernetes-int-or-string is true';
    if (field.value === true) yield invalid(field, rule, `leave ${name} out`);
  }
}

function* typeProblems(schema: Field, level: Level): Iterable<Problem> {
  const [type, additional] = [schema.at('type'), schema.at('additionalProperties')];
  const isEmbedded = schema.at('x-kubernetes-embedded-resource').value === true;
  const isOpen = ['x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'].some(
    (name) => schema.at(name).value === true,
  );
  const isEmpty = !isFilled(type);
  if (isEmbedded && type.value !== 'object') {
    const rule = 'must be object if x-kubernetes-embedded-resource is true';
    yield isEmpty ? required(type, rule, 'set type: object') : invalid(type, rule, 'set type: object');
  } else if (isEmpty && !isOpen) yield required(type, `must not be empty ${level}`, 'set type, such as type: object');
  if (isEmbedded && additional.isSet) {
    const rule = 'must not be used if x-kubernetes-embedded-resource is set';
    yield forbidden(additional, rule, 'name the fields under properties');
  }
  if (level === 'at the root' && !isEmpty && type.value !== 'object') {
    yield invalid(type, 'must be object at the root', 'use type: object');
  }
}

/** The root, and an object within an object, has a kind, a version and metadata whose types are known. */
function* resourceProblems(schema: Field, level: Level): Iterable<Problem> {
  const isEmbedded = schema.at('x-kubernetes-embedded-resource').value === true;
  const isResource = isEmbedded || level === 'at the root';
  const properties = schema.at('properties');
  for (const name of ['kind', 'apiVersion']) {
    const property = properties.entry(name);
    if (isResource && property.isSet && property.at('type').value !== 'string') {
      yield invalid(property.at('type'), 'must be string', 'use type: string', property.at('type').text ?? '');
    }
  }
  const metadata = properties.entry('metadata');
  if (isResource && metadata.isSet && metadata.at('type').value !== 'object') {
    yield invalid(metadata.at('type'), 'must be object', 'use type: object', metadata.at('type').text ?? '');
  }
  const isOpen = schema.at('x-kubernetes-preserve-unknown-fields').value === true;
  if (isEmbedded && !isOpen && !isFilled(properties)) {
    const rule =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    yield required(properties, rule, 'name the fields, or set x-kubernetes-preserve-unknown-fields: true');
  }
}

/** Metadata at the root is every object's own: only its names may be restricted. */
function* metadataProblems(metadata: Field, version: KubernetesVersion): Iterable<Problem> {
  if (!metadata.isSet || !describesMore(metadata, version)) return;
  const rule = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
  yield forbidden(metadata, rule, 'leave everything but type, name and generateName out');
}

/** Servers keep examples since 1.36: before, they drop them unseen. */
function describesMore(metadata: Field, version: KubernetesVersion): boolean {
  const unseen = ['type', 'default', 'properties', 'externalDocs', ...(isAtLeast(version, '1.36') ? [] : ['example'])];
  const others = Object.keys(metadata.map ?? {}).filter((name) => !unseen.includes(name));
  const names = Object.keys(metadata.at('properties').map ?? {});
  return (
    others.some((name) => isFilled(metadata.at(name)) && metadata.at(name).value !== false) ||
    names.some((name) => name !== 'name' && name !== 'generateName')
  );
}

/** Which `anyOf` may name types: the one that says "an integer or a string". */
interface Exceptions {
  readonly anyOf: boolean;
  readonly firstAllOf: boolean;
}

function exceptionsOf(schema: Field): Exceptions {
  const [first] = schema.at('allOf').items();
  return {
    anyOf: isIntOrString(schema.at('anyOf')),
    firstAllOf: first !== undefined && isIntOrString(first.at('anyOf')),
  };
}

function isIntOrString(anyOf: Field): boolean {
  const [first, second, ...others] = anyOf.items();
  return others.length === 0 && isOnly(first?.value, 'integer') && isOnly(second?.value, 'string');
}

function isOnly(schema: JsonValue | undefined, type: string): boolean {
  return isJsonObject(schema) && schema.type === type && Object.keys(schema).length === 1;
}

function* constraintProblems(schema: Field, exceptions: Exceptions): Iterable<Problem> {
  for (const { schema: inner, under } of schemasIn(schema)) {
    const isFirst = under === 'allOf' && inner.path === schema.at('allOf').items()[0]?.path;
    const isException = (under === 'anyOf' && exceptions.anyOf) || false;
    if (!isException) yield* nestedProblems(inner, isFirst && exceptions.firstAllOf);
  }
  const pattern = schema.at('pattern');
  if (pattern.text !== undefined && goPattern(pattern.text) === undefined) {
    yield invalid(pattern, "must be a valid regular expression, but isn't", 'write it as RE2 has it');
  }
}

/** What a schema under `allOf` and the like may not say, and how the server says so. */
const nestedRules: readonly (readonly [name: string, rule: string])[] = [
  ['type', 'must be empty to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
];

function* nestedProblems(schema: Field, mayChoose: boolean): Iterable<Problem> {
  if (schema.map === undefined) return;
  yield* constraintProblems(schema, { anyOf: mayChoose, firstAllOf: false });
  yield* nestedProblems(schema.at('items'), false);
  for (const [, property] of schema.at('properties').entries()) yield* nestedProblems(property, false);
  const additional = schema.at('additionalProperties');
  if (additional.isSet && additional.value !== false) {
    yield forbidden(
      additional,
      'must be undefined to be structural',
      'describe the fields outside of allOf and the like',
    );
  }
  for (const [name, rule] of nestedRules) {
    const field = schema.at(name);
    const isGiven = name === 'default' ? field.isSet : isFilled(field) && field.value !== false;
    if (isGiven) yield forbidden(field, rule, `move ${name} to where the field is described`);
  }
  const metadata = schema.at('properties').entry('metadata');
  if (metadata.isSet) yield forbidden(metadata, 'must not be specified in a nested context', 'leave metadata out');
}
