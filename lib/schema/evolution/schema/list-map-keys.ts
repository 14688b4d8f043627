import type { SchemaComparator } from '../comparator';

/** The keys by which server-side apply tells the items of a list apart. */
export const listMapKeys: SchemaComparator = {
  id: 'list-map-keys',
  compare: (before, after) => {
    const [from, to] = [before, after].map((schema) =>
      [...(schema['x-kubernetes-list-map-keys'] ?? [])].sort().join(', '),
    );
    // Without keys on one side, the list has another type, which is said there.
    if (from === to || from === '' || to === '') return [];
    const message = `x-kubernetes-list-map-keys ${from} became ${to}: items may have the same keys now, and owners of items are no longer known`;
    return [{ effect: 'breaks-objects', message }];
  },
};
