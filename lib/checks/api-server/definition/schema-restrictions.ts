import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, invalidWhole, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { fieldPathError } from './field-path';
import { mapListProblems } from './map-list';
import { isFilled, schemasIn } from './schema-parts';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const metaFields = ['metadata', 'kind', 'apiVersion'];

/** What a schema may say depends on what is around it. */
export interface Surroundings {
  readonly isRoot: boolean;
  readonly isInMetadata: boolean;
  /** Why no default may stand here; undefined where one may. */
  readonly noDefault: string | undefined;
}

/** Words of OpenAPI that the API server does not take, wherever a schema stands. */
const unsupportedWords = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'];

/** What the API server takes of OpenAPI, and how it wants its own extensions used, in one schema without those in it. */
export function* restrictionProblems(schema: Field, around: Surroundings): Iterable<Problem> {
  if (schema.map === undefined) return;
  yield* wordProblems(schema, around);
  yield* fieldsProblems(schema);
  yield* mapTypeProblems(schema);
  yield* listTypeProblems(schema);
  yield* mapListProblems(schema);
  for (const rule of schema.at('x-kubernetes-validations').items()) yield* ruleTextProblems(rule, schema);
}

/** The schemas in a schema, each with what is around it. */
export function* partsOf(schema: Field, around: Surroundings): Iterable<readonly [Field, Surroundings]> {
  const inner = { ...around, isRoot: false };
  const isResource = around.isRoot || schema.at('x-kubernetes-embedded-resource').value === true;
  for (const [name, property] of schema.at('properties').entries()) {
    const isMeta = isResource && metaFields.includes(name);
    const noDefault = isMeta && around.isRoot ? `in top-level ${name}` : around.noDefault;
    yield [property, { ...inner, isInMetadata: around.isInMetadata || isMeta, noDefault }];
  }
  const additional = 'inside additionalProperties applying to object metadata';
  yield [
    schema.at('additionalProperties'),
    { ...inner, noDefault: around.isInMetadata ? additional : around.noDefault },
  ];
  yield [schema.at('items'), inner];
  for (const nested of schemasIn(schema)) yield [nested.schema, inner];
}

function* wordProblems(schema: Field, { isInMetadata, noDefault }: Surroundings): Iterable<Problem> {
  const [type, value] = [schema.at('type'), schema.at('default')];
  if (isFilled(type) && !types.includes(type.text ?? '')) yield unsupported(type, types, 'use one of the six types');
  if (type.value === 'null') {
    yield forbidden(type, 'type cannot be set to null, use nullable as an alternative', 'use nullable: true');
  }
  if (value.isSet && noDefault !== undefined) yield forbidden(value, `must not be set ${noDefault}`, 'leave it out');
  for (const word of unsupportedWords) {
    const field = schema.at(word);
    if (isFilled(field))
      yield forbidden(field, `${word} is not supported`, 'leave it out, and write the schema in place');
  }
  const items = schema.at('items');
  if (items.items().length > 0) {
    yield forbidden(items, 'items must be a schema object and not an array', 'write one schema for all items');
  }
  if (isInMetadata && schema.at('x-kubernetes-embedded-resource').value === true) {
    yield forbidden(
      schema.at('x-kubernetes-embedded-resource'),
      'must not be used inside of resource meta',
      'leave it out',
    );
  }
  if (schema.at('uniqueItems').value === true) {
    const rule = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
    yield forbidden(schema.at('uniqueItems'), rule, 'use x-kubernetes-list-type: set');
  }
}

function* fieldsProblems(schema: Field): Iterable<Problem> {
  const [properties, additional] = [schema.at('properties'), schema.at('additionalProperties')];
  if (additional.isSet && additional.value !== true && isFilled(properties)) {
    const rule = 'additionalProperties and properties are mutual exclusive';
    yield forbidden(additional, rule, 'keep one of them');
  }
  const preserve = schema.at('x-kubernetes-preserve-unknown-fields');
  if (preserve.value === false) yield invalid(preserve, 'must be true or undefined', 'leave it out');
}

function* mapTypeProblems(schema: Field): Iterable<Problem> {
  const [mapType, type] = [schema.at('x-kubernetes-map-type'), schema.at('type')];
  if (!mapType.isSet) return;
  yield* wrongType(type, 'object', 'must be object if x-kubernetes-map-type is specified');
  if (!['atomic', 'granular'].includes(mapType.text ?? '')) {
    yield unsupported(mapType, ['atomic', 'granular'], 'use atomic or granular');
  }
}

function* listTypeProblems(schema: Field): Iterable<Problem> {
  const [listType, type, items] = [schema.at('x-kubernetes-list-type'), schema.at('type'), schema.at('items')];
  if (!listType.isSet) return;
  if (type.value !== 'array') {
    yield* wrongType(type, 'array', 'must be array if x-kubernetes-list-type is specified');
  } else if (listType.value === 'set' && items.isSet) {
    const rule = 'must be atomic as item of a list with x-kubernetes-list-type=set';
    const [innerList, innerMap] = [items.at('x-kubernetes-list-type'), items.at('x-kubernetes-map-type')];
    const isSplit = innerList.isSet && innerList.value !== 'atomic';
    if (items.at('type').value === 'array' && isSplit) yield invalid(innerList, rule, 'use atomic');
    if (items.at('type').value === 'object' && innerMap.value !== 'atomic') {
      yield invalid(innerMap, rule, 'use atomic', innerList.value ?? null);
    }
  }
  if (!['atomic', 'set', 'map'].includes(listType.text ?? '')) {
    yield unsupported(listType, ['atomic', 'map', 'set'], 'use atomic, set or map');
  }
}

function* wrongType(type: Field, wanted: string, rule: string): Iterable<Problem> {
  if (type.value === wanted) return;
  yield isFilled(type) ? invalid(type, rule, `use type: ${wanted}`) : required(type, rule, `use type: ${wanted}`);
}

const reasons = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

function* ruleTextProblems(rule: Field, schema: Field): Iterable<Problem> {
  const [text, message] = [rule.at('rule'), rule.at('message')];
  const [trimmed, shown] = [(text.text ?? '').trim(), (message.text ?? '').trim()];
  if (trimmed === '') yield required(text, 'rule is not specified', 'write the rule in CEL');
  else if (isFilled(message) && shown === '') yield invalid(message, 'must be non-empty if specified', 'leave it out');
  else if (hasLines(shown)) yield invalid(message, 'must not contain line breaks', 'write it on one line');
  else if (hasLines(trimmed) && shown === '') {
    const line = 'message must be specified if rule contains line breaks';
    yield required(message, line, 'write what the rule demands, on one line');
  }
  const expression = rule.at('messageExpression');
  if (isFilled(expression) && (expression.text ?? '').trim() === '') {
    yield required(expression, 'messageExpression must be non-empty if specified', 'leave it out');
  }
  const reason = rule.at('reason');
  if (reason.isSet && !reasons.includes(reason.text ?? '')) yield unsupported(reason, reasons, 'use one of them');
  yield* fieldPathProblems(rule.at('fieldPath'), schema);
}

function* fieldPathProblems(path: Field, schema: Field): Iterable<Problem> {
  if (!isFilled(path) || path.text === undefined) return;
  if (path.text.trim() === '') yield invalid(path, 'must be non-empty if specified', 'leave it out');
  if (hasLines(path.text)) yield invalid(path, 'must not contain line breaks', 'write it on one line');
  if (fieldPathError(path.text, schema) !== undefined) {
    yield invalid(path, 'must be a valid path', 'name a field below the rule, such as .spec.replicas');
  }
}

function hasLines(text: string): boolean {
  return /[\n\r]/.test(text);
}

/** The whole schema at the root, where the status is a subresource: it is judged by `properties.status` alone. */
export function* rootProblems(schema: Field, hasStatus: boolean): Iterable<Problem> {
  if (schema.at('nullable').value === true) {
    yield forbidden(schema.at('nullable'), 'nullable cannot be true at the root', 'leave it out');
  }
  const others = Object.keys(schema.map ?? {}).filter(
    (name) =>
      (name === 'default' && schema.at(name).isSet) || (isFilled(schema.at(name)) && schema.at(name).value !== false),
  );
  if (hasStatus && others.some((name) => !besideStatus.includes(name))) {
    const rule = `only [${allowedBesideStatus}] fields are allowed at the root of the schema if the status subresource is enabled`;
    yield invalidWhole(schema, rule, 'move the rest below properties');
  }
}

const allowedBesideStatus =
  'Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations';

const besideStatus = [
  ...['description', 'type', 'format', 'title', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  ...['maxLength', 'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'multipleOf', 'required', 'items'],
  ...['properties', 'externalDocs', 'example', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-validations'],
];
