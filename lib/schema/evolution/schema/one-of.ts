import type { SchemaComparator } from '../comparator';
import { changedAlternatives } from '../changed-alternatives';

/** Exactly one schema of `oneOf` must hold: one more may be the second that does. */
export const oneOf: SchemaComparator = {
  id: 'one-of',
  compare: ({ oneOf: before }, { oneOf: after }) => {
    const { added, removed } = changedAlternatives(before, after);
    if (added + removed === 0) return [];
    if (after === undefined) return [{ effect: 'safe', message: 'oneOf was removed' }];
    if (before === undefined) return [{ effect: 'breaks-objects', message: 'oneOf was added' }];
    const message = `oneOf gained ${added} schemas and lost ${removed}: what matched one may match none or two`;
    return [{ effect: 'breaks-objects', message }];
  },
};
