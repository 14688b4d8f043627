import type { SchemaComparator } from '../comparator';

/** The smallest number, and whether it is itself accepted. */
export const minimum: SchemaComparator = {
  id: 'minimum',
  isRatcheted: true,
  compare: (before, after) => {
    const [from, to] = [before.minimum ?? -Infinity, after.minimum ?? -Infinity];
    const [wasExclusive, isExclusive] = [before.exclusiveMinimum === true, after.exclusiveMinimum === true];
    if (from === to && (wasExclusive === isExclusive || to === -Infinity)) return [];
    const isTighter = to > from || (to === from && isExclusive);
    const message =
      from === to
        ? `exclusiveMinimum ${wasExclusive} became ${isExclusive}`
        : `minimum ${before.minimum ?? 'none'} became ${after.minimum ?? 'none'}`;
    return [{ effect: isTighter ? 'breaks-objects' : 'safe', message }];
  },
};
