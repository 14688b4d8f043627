import type { SchemaComparator } from '../comparator';
import { changedAlternatives } from '../changed-alternatives';

/** Every schema of `allOf` must hold: one more refuses more, one fewer less. */
export const allOf: SchemaComparator = {
  id: 'all-of',
  compare: (before, after) => {
    const { added, removed } = changedAlternatives(before.allOf, after.allOf);
    if (added > 0) return [{ effect: 'breaks-objects', message: `allOf demands ${added} more or other schemas` }];
    return removed > 0 ? [{ effect: 'safe', message: `allOf demands ${removed} schemas less` }] : [];
  },
};
