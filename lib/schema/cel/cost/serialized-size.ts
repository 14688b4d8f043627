import type { StructuralSchema } from '../../facts/schema-facts';

/** How large a request may be. */
export const maxRequestSize = 3 * 1024 * 1024;

/**
 * How many bytes of JSON a value of a schema has at least; undefined for what rules do not see.
 *
 * See `SchemaDeclType` in `k8s.io/apiserver/pkg/cel/common/schemas.go`.
 */
export function minSerializedSize(schema: StructuralSchema): number | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return 1;
  switch (schema.type) {
    case 'array':
      return schema.items === undefined || minSerializedSize(schema.items) === undefined ? undefined : 2;
    case 'object':
      return objectSize(schema);
    case 'string':
      return stringSizes[schema.format ?? ''] ?? 2;
    case 'boolean':
      return 4;
    case 'number':
    case 'integer':
      return 1;
    default:
      return undefined;
  }
}

/** Of dates and times, one size for all forms: no form has more. */
const stringSizes: Readonly<Record<string, number>> = { duration: 3, date: 21, 'date-time': 21 };

function objectSize({ additionalProperties, properties = {}, required = [] }: StructuralSchema): number | undefined {
  if (typeof additionalProperties === 'object')
    return minSerializedSize(additionalProperties) === undefined ? undefined : 2;
  // Those of a resource that the schema need not describe count like texts.
  const sizes = required.map((name) => {
    const property = properties[name];
    if (property?.default !== undefined) return 0;
    const size = property === undefined ? 2 : minSerializedSize(property);
    return size === undefined ? 0 : Buffer.byteLength(name) + size + 4;
  });
  return sizes.reduce((sum, size) => sum + size, 2);
}

/** How many items, entries or characters a value may have; undefined for what has none. */
export function maxElements(schema: StructuralSchema): number | undefined {
  switch (schema.type) {
    case 'array':
      return schema.maxItems ?? fitting(schema.items, 1);
    case 'object': {
      const { additionalProperties, maxProperties } = schema;
      if (typeof additionalProperties !== 'object') return undefined;
      return maxProperties ?? fitting(additionalProperties, 6);
    }
    case 'string':
      return maxLength(schema);
    default:
      return undefined;
  }
}

function fitting(part: StructuralSchema | undefined, separators: number): number | undefined {
  const size = part === undefined ? undefined : minSerializedSize(part);
  return size === undefined ? undefined : Math.floor((maxRequestSize - 2) / (size + separators));
}

/** The least that any release takes a text for: newer ones look at its values. */
function maxLength({ maxLength: characters, format, enum: values }: StructuralSchema): number | undefined {
  if (format === 'byte') return characters ?? maxRequestSize - 2;
  if (format === 'duration' || format === 'date' || format === 'date-time') return undefined;
  if (characters !== undefined) return Math.max(0, characters) * 4;
  if (values === undefined) return maxRequestSize - 2;
  return Math.max(0, ...values.map((value) => (typeof value === 'string' ? value.length : 0)));
}
