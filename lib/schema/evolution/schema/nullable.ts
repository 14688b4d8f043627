import type { SchemaComparator } from '../comparator';

/** Whether null is a value of the field. */
export const nullable: SchemaComparator = {
  id: 'nullable',
  isRatcheted: true,
  compare: ({ nullable: before = false }, { nullable: after = false }) => {
    if (before === after) return [];
    return after
      ? [{ effect: 'breaks-clients', message: 'null is accepted: clients that read the field may meet it' }]
      : [{ effect: 'breaks-objects', message: 'null is no longer accepted' }];
  },
};
