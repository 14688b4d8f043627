import { isJsonArray, isJsonObject, type JsonValue } from '../../manifest/objects/json';
import type { StructuralSchema } from './schema-facts';

type Shape = (value: JsonValue) => boolean;

const isText: Shape = (value) => typeof value === 'string';
const isNumber: Shape = (value) => typeof value === 'number';
const isFlag: Shape = (value) => typeof value === 'boolean';
const isAnything: Shape = () => true;
const isTexts: Shape = (value) => isJsonArray(value) && value.every(isText);
const isSchema: Shape = (value) => isStructuralSchema(value);
const areSchemas: Shape = (value) => isJsonArray(value) && value.every(isSchema);
const isTextOrAbsent = (value: JsonValue | undefined): boolean => value === undefined || isText(value);
const isRule: Shape = (value) =>
  isJsonObject(value) &&
  typeof value.rule === 'string' &&
  [value.message, value.messageExpression, value.reason, value.fieldPath].every(isTextOrAbsent) &&
  (value.optionalOldSelf === undefined || isFlag(value.optionalOldSelf));
const types: readonly JsonValue[] = ['object', 'array', 'string', 'integer', 'number', 'boolean'];
const isType: Shape = (value) => types.includes(value);

const shapes: Readonly<Record<keyof StructuralSchema, Shape>> = {
  $ref: isText,
  type: isType,
  nullable: isFlag,
  properties: (value) => isJsonObject(value) && Object.values(value).every((one) => one !== undefined && isSchema(one)),
  required: isTexts,
  additionalProperties: (value) => isFlag(value) || isSchema(value),
  minProperties: isNumber,
  maxProperties: isNumber,
  items: isSchema,
  minItems: isNumber,
  maxItems: isNumber,
  uniqueItems: isFlag,
  enum: isJsonArray,
  format: isText,
  pattern: isText,
  minLength: isNumber,
  maxLength: isNumber,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isFlag,
  exclusiveMaximum: isFlag,
  multipleOf: isNumber,
  default: isAnything,
  allOf: areSchemas,
  anyOf: areSchemas,
  oneOf: areSchemas,
  not: isSchema,
  'x-kubernetes-int-or-string': isFlag,
  'x-kubernetes-preserve-unknown-fields': isFlag,
  'x-kubernetes-embedded-resource': isFlag,
  'x-kubernetes-list-type': (value) => value === 'atomic' || value === 'set' || value === 'map',
  'x-kubernetes-list-map-keys': isTexts,
  'x-kubernetes-map-type': (value) => value === 'atomic' || value === 'granular',
  'x-kubernetes-validations': (value) => isJsonArray(value) && value.every(isRule),
};

const shapeEntries = Object.entries(shapes);

/** Whether untrusted JSON is a schema in every part that is read here. Other fields, such as descriptions, may be there. */
export function isStructuralSchema(value: JsonValue | undefined): value is JsonValue & StructuralSchema {
  if (!isJsonObject(value)) return false;
  return shapeEntries.every(([name, isRight]) => {
    const part = value[name];
    return part === undefined || isRight(part);
  });
}
