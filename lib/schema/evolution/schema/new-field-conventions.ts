import type { StructuralSchema } from '../../facts/schema-facts';
import type { Difference, SchemaComparator } from '../comparator';

/** What a new field makes hard to change later. Nothing breaks by it now. */
export const newFieldConventions: SchemaComparator = {
  id: 'new-field-conventions',
  compare: ({ properties: before = {} }, { properties: after = {} }) =>
    Object.entries(after)
      .filter(([name]) => !Object.hasOwn(before, name))
      .flatMap(([field, schema]) =>
        conventions
          .filter(({ isIgnored }) => isIgnored(field, schema))
          .map(({ message }): Difference => ({ field, effect: 'safe', message })),
      ),
};

interface Convention {
  readonly isIgnored: (name: string, schema: StructuralSchema) => boolean;
  readonly message: string;
}

const conventions: readonly Convention[] = [
  {
    isIgnored: (_, { type }) => type === 'boolean',
    message: 'a new boolean: a third state cannot be added later, to an enum it can',
  },
  {
    isIgnored: (_, { type }) => type === 'number',
    message: 'a new number with fractions: it may not come back as it was written',
  },
  {
    isIgnored: (_, { format = '' }) => /^uint/.test(format),
    message: 'a new unsigned number: not every language has them; use minimum 0',
  },
  {
    isIgnored: (_, { additionalProperties }) => additionalProperties !== undefined,
    message: 'a new map with free keys: a list with a key leaves room for more fields',
  },
  {
    isIgnored: (name, schema) =>
      schema.type === 'array' && name !== 'conditions' && schema['x-kubernetes-list-type'] === undefined,
    message: 'a new list without x-kubernetes-list-type: to say it later changes how it is merged',
  },
  {
    isIgnored: (name, schema) =>
      name === 'conditions' &&
      schema.type === 'array' &&
      !(schema['x-kubernetes-list-type'] === 'map' && schema['x-kubernetes-list-map-keys']?.includes('type') === true),
    message: 'new conditions that are no map by type: two writers replace each other',
  },
];
