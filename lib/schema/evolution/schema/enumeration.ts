import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../../manifest/objects/json';
import type { SchemaComparator } from '../comparator';
import { shownValue } from '../shown-value';

/** The values that a field may have. */
export const enumeration: SchemaComparator = {
  id: 'enumeration',
  isRatcheted: true,
  compare: ({ enum: before }, { enum: after }) => {
    if (after === undefined)
      return before === undefined
        ? []
        : [{ effect: 'safe', message: 'every value is accepted, not those of the enum alone' }];
    if (before === undefined) return [{ effect: 'breaks-objects', message: `an enum was added: ${shownValue(after)}` }];
    const [gone, added] = [without(before, after), without(after, before)];
    return [
      ...(gone.length === 0
        ? []
        : [{ effect: 'breaks-objects', message: `the enum lost ${shownValue(gone)}` } as const]),
      ...(added.length === 0
        ? []
        : [
            {
              effect: 'safe',
              message: `the enum gained ${shownValue(added)}: clients that know all values meet new ones`,
            } as const,
          ]),
    ];
  },
};

function without(list: readonly JsonValue[], other: readonly JsonValue[]): readonly JsonValue[] {
  return list.filter((value) => !other.some((each) => isDeepStrictEqual(each, value)));
}
