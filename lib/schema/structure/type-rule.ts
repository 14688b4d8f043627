import { isJsonArray, isJsonObject, type JsonValue } from '../../manifest/objects/json';
import type { StructuralSchema } from '../facts/schema-facts';
import { formatRule } from './formats';
import type { ValidationReport } from './validation-report';
import type { Decoding } from './validator';

interface TypeRule {
  readonly accepts: (value: JsonValue) => boolean;
  readonly refuse: (value: JsonValue, report: ValidationReport) => void;
}

type SchemaType = Exclude<StructuralSchema['type'], undefined> | 'integer or string';

const tests: Readonly<Record<SchemaType, (value: JsonValue) => boolean>> = {
  object: isJsonObject,
  array: isJsonArray,
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  'integer or string': (value) => typeof value === 'string' || Number.isInteger(value),
};

/** The type that a value must have, and what to say when it has another one. A schema without a type takes any value. */
export function typeRule(schema: StructuralSchema, decoding: Decoding): TypeRule {
  const type = typeOf(schema);
  if (type === undefined) return { accepts: () => true, refuse: () => undefined };
  return {
    accepts: isJudgedByFormat(schema, decoding) ? (value) => tests[type](value) || isTextOrList(value) : tests[type],
    refuse: (value, report) => report.invalid(value, `must be of type ${type}`, fixFor(type, value, report.written)),
  };
}

/** Of a schema with a format, the API server leaves text and lists to the format, which has nothing to say of lists. */
function isJudgedByFormat({ type, format = '' }: StructuralSchema, decoding: Decoding): boolean {
  if (decoding !== 'schema' || type === 'integer' || type === 'number') return false;
  return format !== 'int-or-string' && formatRule(format, decoding) !== undefined;
}

function isTextOrList(value: JsonValue): boolean {
  return typeof value === 'string' || isJsonArray(value);
}

function typeOf(schema: StructuralSchema): SchemaType | undefined {
  const isEither = schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string';
  return isEither ? 'integer or string' : schema.type;
}

function fixFor(type: SchemaType, value: JsonValue, written: string | undefined): string {
  if (value === null) return 'leave the field out';
  if (type === 'string' && typeof value === 'boolean' && written === undefined) {
    const words = value ? 'yes, on and y' : 'no, off and n';
    return `put what stands there in quotes: ${words} without them mean ${value}`;
  }
  if (type === 'string' && typeof value !== 'object') return `put the value in quotes: "${written ?? value}"`;
  if (type !== 'string' && typeof value === 'string' && tests[type](parsed(value)))
    return `remove the quotes: ${value}`;
  if (type === 'array') return 'start each item with a dash';
  if (type === 'object') return 'write a map of fields';
  return `write a value of type ${type}`;
}

function parsed(text: string): JsonValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() === '' ? text : Number(text);
}
