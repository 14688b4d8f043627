import type { SchemaComparator } from '../comparator';

/** An embedded resource must have apiVersion, kind and metadata of its own, and keeps them. */
export const embeddedResource: SchemaComparator = {
  id: 'embedded-resource',
  compare: (before, after) => {
    const [was, is] = [before, after].map((schema) => schema['x-kubernetes-embedded-resource'] === true);
    if (was === is) return [];
    if (is === true)
      return [{ effect: 'breaks-objects', message: 'x-kubernetes-embedded-resource: it must be an object' }];
    const message =
      'x-kubernetes-embedded-resource was removed: apiVersion, kind and metadata of the value may be dropped';
    return [{ effect: 'loses-data', message }];
  },
};
