import { isDeepStrictEqual } from 'node:util';
import type { VersionComparator } from '../comparator';

/** What autoscalers read and write. */
export const scaleSubresource: VersionComparator = {
  id: 'scale-subresource',
  compare: ({ scale: before }, { scale: after }) => {
    if (isDeepStrictEqual(before, after)) return [];
    if (before === undefined) return [{ effect: 'safe', message: 'the scale subresource was added' }];
    const message =
      after === undefined
        ? 'the scale subresource was removed: autoscalers lose it'
        : 'the scale subresource has other paths: autoscalers read and write other fields';
    return [{ effect: 'breaks-clients', message }];
  },
};
