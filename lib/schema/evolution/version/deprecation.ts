import type { VersionComparator } from '../comparator';

/** Whether clients of a version are warned. */
export const deprecation: VersionComparator = {
  id: 'deprecation',
  compare: ({ isDeprecated: before }, { isDeprecated: after }) => {
    if (before === after) return [];
    return [
      {
        effect: 'safe',
        message: after ? 'the version is deprecated: its clients are warned' : 'the version is no longer deprecated',
      },
    ];
  },
};
