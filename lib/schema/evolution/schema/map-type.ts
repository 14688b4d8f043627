import type { SchemaComparator } from '../comparator';

/** How server-side apply merges a map. */
export const mapType: SchemaComparator = {
  id: 'map-type',
  compare: (before, after) => {
    const [from, to] = [before, after].map((schema) => schema['x-kubernetes-map-type'] ?? 'granular');
    if (from === to) return [];
    const message = `x-kubernetes-map-type ${from} became ${to}: server-side apply merges it in another way`;
    return [{ effect: 'breaks-clients', message }];
  },
};
