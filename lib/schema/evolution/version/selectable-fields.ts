import type { VersionComparator } from '../comparator';

/** Fields by which clients may select objects. */
export const selectableFields: VersionComparator = {
  id: 'selectable-fields',
  compare: ({ selectableFields: before }, { selectableFields: after }) => {
    const gone = before.filter((path) => !after.includes(path));
    const added = after.filter((path) => !before.includes(path));
    return [
      ...(gone.length === 0
        ? []
        : [{ effect: 'breaks-clients', message: `objects can no longer be selected by ${gone.join(', ')}` } as const]),
      ...(added.length === 0
        ? []
        : [{ effect: 'safe', message: `objects can be selected by ${added.join(', ')}` } as const]),
    ];
  },
};
