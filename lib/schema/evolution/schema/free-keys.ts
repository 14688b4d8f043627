import type { SchemaComparator } from '../comparator';

/** Free keys that come, and values of free keys that are checked from now on, or no longer. */
export const freeKeys: SchemaComparator = {
  id: 'free-keys',
  isRatcheted: true,
  compare: ({ additionalProperties: before, ...old }, { additionalProperties: after, ...fresh }) => {
    const isOpen = after === true || (after === undefined && fresh['x-kubernetes-preserve-unknown-fields'] === true);
    if (typeof before === 'object' && isOpen)
      return [
        {
          effect: 'breaks-clients',
          message: 'the values of free keys may be any: clients that read them may meet others',
        },
      ];
    if (after === undefined || after === false || typeof before === 'object') return [];
    const wasOpen = before === true || old['x-kubernetes-preserve-unknown-fields'] === true;
    if (!wasOpen) return [{ effect: 'safe', message: 'free keys are accepted' }];
    if (after === true) return [];
    return [{ effect: 'breaks-objects', message: 'the values of free keys are checked now, and were not before' }];
  },
};
