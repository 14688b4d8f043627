import type { Difference, SchemaComparator } from '../comparator';

/** A field that a schema no longer knows is dropped from objects when they are next written. */
export const removedFields: SchemaComparator = {
  id: 'removed-fields',
  compare: ({ properties: before = {} }, after) => {
    const known = after.properties ?? {};
    const isKept =
      after['x-kubernetes-preserve-unknown-fields'] === true ||
      (after.additionalProperties !== undefined && after.additionalProperties !== false);
    return Object.keys(before)
      .filter((name) => !Object.hasOwn(known, name))
      .map((field): Difference =>
        isKept
          ? {
              field,
              effect: 'breaks-clients',
              message: 'the field has no schema of its own any more; its values are kept',
            }
          : { field, effect: 'loses-data', message: 'the field was removed: its values are dropped' },
      );
  },
};
