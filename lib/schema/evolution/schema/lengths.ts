import type { Difference, SchemaComparator } from '../comparator';

/** How long texts, lists and maps may and must be. */
export const lengths: SchemaComparator = {
  id: 'lengths',
  isRatcheted: true,
  compare: (before, after) => [
    ...atMost.flatMap((field) => differences(field, before[field], after[field], Infinity)),
    ...atLeast.flatMap((field) => differences(field, before[field], after[field], 0)),
  ],
};

const atMost = ['maxLength', 'maxItems', 'maxProperties'] as const;
const atLeast = ['minLength', 'minItems', 'minProperties'] as const;

/** @param none what a limit means that is left out */
function differences(
  field: string,
  before: number | undefined,
  after: number | undefined,
  none: number,
): readonly Difference[] {
  const [from, to] = [before ?? none, after ?? none];
  if (from === to) return [];
  const isTighter = none === 0 ? to > from : to < from;
  const message = `${field} ${before ?? 'none'} became ${after ?? 'none'}`;
  return [{ effect: isTighter ? 'breaks-objects' : 'safe', message }];
}
