import type { SchemaComparator } from '../comparator';

/** What a number must be a multiple of. */
export const multipleOf: SchemaComparator = {
  id: 'multiple-of',
  isRatcheted: true,
  compare: ({ multipleOf: before }, { multipleOf: after }) => {
    if (before === after) return [];
    const message = `multipleOf ${before ?? 'none'} became ${after ?? 'none'}`;
    const isWider = after === undefined || (before !== undefined && Number.isInteger(before / after));
    return [{ effect: isWider ? 'safe' : 'breaks-objects', message }];
  },
};
