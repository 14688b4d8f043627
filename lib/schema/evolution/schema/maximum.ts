import type { SchemaComparator } from '../comparator';

/** The largest number, and whether it is itself accepted. */
export const maximum: SchemaComparator = {
  id: 'maximum',
  isRatcheted: true,
  compare: (before, after) => {
    const [from, to] = [before.maximum ?? Infinity, after.maximum ?? Infinity];
    const [wasExclusive, isExclusive] = [before.exclusiveMaximum === true, after.exclusiveMaximum === true];
    if (from === to && (wasExclusive === isExclusive || to === Infinity)) return [];
    const isTighter = to < from || (to === from && isExclusive);
    const message =
      from === to
        ? `exclusiveMaximum ${wasExclusive} became ${isExclusive}`
        : `maximum ${before.maximum ?? 'none'} became ${after.maximum ?? 'none'}`;
    return [{ effect: isTighter ? 'breaks-objects' : 'safe', message }];
  },
};
