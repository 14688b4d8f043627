import type { SchemaComparator } from '../comparator';

/** Free keys that go: a server drops what it no longer knows. */
export const closedFields: SchemaComparator = {
  id: 'closed-fields',
  compare: ({ additionalProperties: before }, after) => {
    if (before === undefined || before === false) return [];
    if (after.additionalProperties !== undefined && after.additionalProperties !== false) return [];
    if (after['x-kubernetes-preserve-unknown-fields'] === true) return [];
    return [{ effect: 'loses-data', message: 'free keys are no longer kept' }];
  },
};
