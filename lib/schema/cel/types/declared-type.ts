import { withObjectFields } from '../../structure/object-schema';
import type { StructuralSchema } from '../../facts/schema-facts';
import { dyn, generic, simple, string, type CelType } from './cel-type';

/**
 * The type that rules see of a schema. Undefined for what they do not see: fields without a type, and lists and maps
 * of those.
 */
export function declaredType(schema: StructuralSchema, isResource: boolean, name = 'object'): CelType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return dyn;
  switch (schema.type) {
    case 'array':
      return listType(schema, name);
    case 'object':
      return objectType(isResource ? withObjectMeta(schema) : schema, name);
    case 'string':
      return simple(stringTypes[schema.format ?? ''] ?? 'string');
    case 'boolean':
      return simple('bool');
    case 'number':
      return simple('double');
    case 'integer':
      return simple('int');
    default:
      return undefined;
  }
}

const stringTypes: Readonly<Record<string, 'bytes' | 'duration' | 'timestamp'>> = {
  byte: 'bytes',
  duration: 'duration',
  date: 'timestamp',
  'date-time': 'timestamp',
};

function listType({ items }: StructuralSchema, name: string): CelType | undefined {
  const inner = items === undefined ? undefined : typeWithin(items, `${name}.@idx`);
  return inner === undefined ? undefined : generic('list', inner);
}

function objectType(schema: StructuralSchema, name: string): CelType | undefined {
  const { additionalProperties, properties = {} } = schema;
  if (typeof additionalProperties === 'object') {
    const inner = typeWithin(additionalProperties, `${name}.@elem`);
    return inner === undefined ? undefined : generic('map', string, inner);
  }
  const fields = new Map<string, CelType>();
  for (const [field, property] of Object.entries(properties)) {
    const escaped = escapeField(field);
    const type = typeWithin(property, `${name}.${field}`);
    if (escaped !== undefined && type !== undefined) fields.set(escaped, type);
  }
  return { kind: 'object', name, fields };
}

function typeWithin(schema: StructuralSchema, name: string): CelType | undefined {
  return declaredType(schema, schema['x-kubernetes-embedded-resource'] === true, name);
}

/** Of the metadata, rules see the name alone. */
function withObjectMeta(schema: StructuralSchema): StructuralSchema {
  const { properties = {} } = withObjectFields(schema);
  const metadata: StructuralSchema = {
    type: 'object',
    properties: { name: { type: 'string' }, generateName: { type: 'string' } },
  };
  const text: StructuralSchema = { type: 'string' };
  return { ...schema, properties: { ...properties, kind: text, apiVersion: text, metadata } };
}

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const escapes: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** A field's name as rules write it; undefined where they cannot. */
export function escapeField(name: string): string | undefined {
  if (reserved.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(name)) return undefined;
  const escaped = name.replaceAll(/__|[./-]/g, (part) => escapes[part] ?? part);
  return /^[A-Za-z_]/.test(escaped) ? escaped : undefined;
}
