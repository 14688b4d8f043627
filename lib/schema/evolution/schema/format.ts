import type { SchemaComparator } from '../comparator';
import { formatRule } from '../../structure/formats';

/** Formats that the server ignores are prose to it, and prose that clients may read. */
export const format: SchemaComparator = {
  id: 'format',
  isRatcheted: true,
  compare: ({ format: before, type }, { format: after }) => {
    if (before === after) return [];
    const message = `format ${before ?? 'none'} became ${after ?? 'none'}`;
    if (after === undefined) return [{ effect: 'safe', message }];
    if (before !== undefined && wider[before] === after)
      return [{ effect: 'breaks-clients', message: `${message}: clients may meet larger values` }];
    const isEnforced = type === 'string' ? formatRule(after) !== undefined : after in ranges;
    return isEnforced
      ? [{ effect: 'breaks-objects', message }]
      : [{ effect: 'breaks-clients', message: `${message}, which the server does not check` }];
  },
};

const wider: Readonly<Record<string, string>> = { int32: 'int64', float: 'double' };
const ranges: Readonly<Record<string, true>> = {
  int32: true,
  int64: true,
  uint32: true,
  uint64: true,
  float: true,
  double: true,
};
