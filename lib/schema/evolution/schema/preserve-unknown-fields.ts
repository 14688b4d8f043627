import type { SchemaComparator } from '../comparator';

/** Whether fields that the schema does not know are kept. */
export const preserveUnknownFields: SchemaComparator = {
  id: 'preserve-unknown-fields',
  compare: (before, after) => {
    const [was, is] = [before, after].map((schema) => schema['x-kubernetes-preserve-unknown-fields'] === true);
    if (was === is) return [];
    if (is === true) return [{ effect: 'safe', message: 'unknown fields are kept' }];
    // Free keys with a schema are kept; that their values are checked is said there.
    if (after.additionalProperties !== undefined && after.additionalProperties !== false) return [];
    return [{ effect: 'loses-data', message: 'unknown fields are no longer kept' }];
  },
};
