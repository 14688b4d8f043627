import type { SchemaComparator } from '../comparator';

/** What a list may hold, where only one of the two states says it. */
export const items: SchemaComparator = {
  id: 'items',
  isRatcheted: true,
  compare: ({ items: before }, { items: after }) => {
    if ((before === undefined) === (after === undefined)) return [];
    return before === undefined
      ? [{ effect: 'breaks-objects', message: 'the items of the list are checked now, and were not before' }]
      : [
          {
            effect: 'breaks-clients',
            message: 'the items of the list may be any: clients that read them may meet others',
          },
        ];
  },
};
