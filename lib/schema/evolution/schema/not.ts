import { isDeepStrictEqual } from 'node:util';
import { withoutProse } from '../changed-alternatives';
import type { SchemaComparator } from '../comparator';

/** What `not` matches is refused. */
export const not: SchemaComparator = {
  id: 'not',
  compare: ({ not: before }, { not: after }) => {
    if (after === undefined) return before === undefined ? [] : [{ effect: 'safe', message: 'not was removed' }];
    if (before !== undefined && isDeepStrictEqual(withoutProse(before), withoutProse(after))) return [];
    return [{ effect: 'breaks-objects', message: before === undefined ? 'not was added' : 'not excludes others' }];
  },
};
