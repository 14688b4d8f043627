import type { VersionComparator } from '../comparator';

/** Whether the status has an endpoint of its own. */
export const statusSubresource: VersionComparator = {
  id: 'status-subresource',
  compare: ({ hasStatus: before }, { hasStatus: after }) => {
    if (before === after) return [];
    const message = after
      ? 'the status subresource was added: writes to the object ignore status from now on'
      : 'the status subresource was removed: controllers that write to it fail';
    return [{ effect: 'breaks-clients', message }];
  },
};
