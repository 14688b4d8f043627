import type { SchemaComparator } from '../comparator';

/** The regular expression of a text. Whether one accepts all that another one does is not decided: a change may refuse. */
export const pattern: SchemaComparator = {
  id: 'pattern',
  isRatcheted: true,
  compare: ({ pattern: before }, { pattern: after }) => {
    if (before === after) return [];
    if (after === undefined) return [{ effect: 'safe', message: `pattern ${before} was removed` }];
    const message = before === undefined ? `pattern ${after} was added` : `pattern ${before} became ${after}`;
    return [{ effect: 'breaks-objects', message }];
  },
};
