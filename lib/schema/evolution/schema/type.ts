import type { StructuralSchema } from '../../facts/schema-facts';
import type { SchemaComparator } from '../comparator';

/** The type of a field. A wider one keeps objects valid, and is new to clients that read them. */
export const type: SchemaComparator = {
  id: 'type',
  compare: (before, after) => {
    const [from, to] = [typeOf(before), typeOf(after)];
    if (from === to) return [];
    const message = `type ${from} became ${to}`;
    const isWider = to === 'any' || wider[from]?.includes(to) === true;
    return isWider
      ? [{ effect: 'breaks-clients', message: `${message}: clients that read it may meet other values` }]
      : [{ effect: 'breaks-objects', message }];
  },
};

const wider: Readonly<Record<string, readonly string[]>> = {
  integer: ['number', 'int-or-string'],
  string: ['int-or-string'],
};

function typeOf(schema: StructuralSchema): string {
  return schema['x-kubernetes-int-or-string'] === true ? 'int-or-string' : (schema.type ?? 'any');
}
