import type { SchemaFacts, StructuralSchema } from '../../lib/schema/facts/schema-facts';

/** What a field holds: `list` and `map` have their items on a path of their own, `…[]` and `…{}`. */
export type FieldKind = 'string' | 'number' | 'boolean' | 'number or string' | 'object' | 'list' | 'map';

/** Every field below one of the definitions of a Kubernetes version, by its path. */
export function schemaFields({ definitions }: SchemaFacts, definition: string): ReadonlyMap<string, FieldKind> {
  const fields = new Map<string, FieldKind>();
  const add = (path: string, schema: StructuralSchema | undefined): void => {
    const { $ref, ...own } = schema ?? {};
    const name = $ref?.replace('#/definitions/', '');
    const resolved = name === undefined ? own : { ...definitions[name], ...own };
    fields.set(path, kindOf(resolved, name ?? ''));
    for (const [field, value] of Object.entries(resolved.properties ?? {}))
      add(path === '' ? field : `${path}.${field}`, value);
    if (typeof resolved.items === 'object') add(`${path}[]`, resolved.items);
    if (typeof resolved.additionalProperties === 'object') add(`${path}{}`, resolved.additionalProperties);
  };
  add('', { $ref: `#/definitions/${definition}` });
  return fields;
}

function kindOf({ type, properties, additionalProperties }: StructuralSchema, definition: string): FieldKind {
  if (/\.(IntOrString|Quantity)$/.test(definition)) return 'number or string';
  if (type === 'array') return 'list';
  if (properties === undefined && additionalProperties !== undefined) return 'map';
  if (type === 'string' || type === 'boolean') return type;
  return type === 'integer' || type === 'number' ? 'number' : 'object';
}
