import { isDeepStrictEqual } from 'node:util';
import type { SchemaComparator } from '../comparator';
import { shownValue } from '../shown-value';

/** A default is filled in whenever an object is read or written: another one changes objects that nobody touched. */
export const defaultValue: SchemaComparator = {
  id: 'default-value',
  compare: ({ default: before }, { default: after }) => {
    if (isDeepStrictEqual(before, after)) return [];
    const effect = 'breaks-clients';
    if (before === undefined)
      return [{ effect, message: `default ${shownValue(after)} was added: objects that leave the field out get it` }];
    if (after === undefined)
      return [{ effect, message: `default ${shownValue(before)} was removed: new objects may lack the field` }];
    const message = `default ${shownValue(before)} became ${shownValue(after)}: what leaves the field out means another value`;
    return [{ effect, message }];
  },
};
