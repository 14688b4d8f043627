import type { SchemaComparator } from '../comparator';

/** Whether the items of a list may repeat. */
export const uniqueItems: SchemaComparator = {
  id: 'unique-items',
  isRatcheted: true,
  compare: ({ uniqueItems: before = false }, { uniqueItems: after = false }) => {
    if (before === after) return [];
    return [{ effect: after ? 'breaks-objects' : 'safe', message: `uniqueItems ${before} became ${after}` }];
  },
};
