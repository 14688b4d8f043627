import type { VersionComparator } from '../comparator';

/** Whether clients may use a version. */
export const served: VersionComparator = {
  id: 'served',
  compare: ({ isServed: before }, { isServed: after }) => {
    if (before === after) return [];
    return after
      ? [{ effect: 'safe', message: 'the version is served' }]
      : [{ effect: 'breaks-clients', message: 'the version is no longer served' }];
  },
};
