import type { SchemaComparator } from '../comparator';
import { changedAlternatives } from '../changed-alternatives';

/** One schema of `anyOf` must hold: one more accepts more, one fewer less. */
export const anyOf: SchemaComparator = {
  id: 'any-of',
  compare: ({ anyOf: before }, { anyOf: after }) => {
    const { added, removed } = changedAlternatives(before, after);
    if (added + removed === 0) return [];
    if (after === undefined) return [{ effect: 'safe', message: 'anyOf was removed' }];
    if (before === undefined) return [{ effect: 'breaks-objects', message: 'anyOf was added' }];
    if (removed > 0) return [{ effect: 'breaks-objects', message: `anyOf lost ${removed} of its schemas` }];
    return [{ effect: 'safe', message: `anyOf gained ${added} schemas` }];
  },
};
