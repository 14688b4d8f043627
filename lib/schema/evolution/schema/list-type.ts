import type { SchemaComparator } from '../comparator';

/** How server-side apply merges a list, and whether items may repeat. */
export const listType: SchemaComparator = {
  id: 'list-type',
  compare: (before, after) => {
    const [from, to] = [before, after].map((schema) => schema['x-kubernetes-list-type'] ?? 'atomic');
    if (from === to) return [];
    const message = `x-kubernetes-list-type ${from} became ${to}: server-side apply merges it in another way`;
    if (to === 'atomic') return [{ effect: 'breaks-clients', message: `${message}, and one writer owns all items` }];
    return [{ effect: 'breaks-objects', message: `${message}, and items may not repeat` }];
  },
};
