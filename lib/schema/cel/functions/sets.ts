import type { CelValue } from '../values/cel-value';
import { celEqual } from '../values/equal';
import { list } from '../values/operands';
import type { CelLibrary } from './cel-function';

/** Lists taken for sets. */
export const sets: CelLibrary = {
  functions: {
    'sets.contains': (all, some) => containsAll(list(all), list(some)),
    'sets.equivalent': (left, right) => containsAll(list(left), list(right)) && containsAll(list(right), list(left)),
    'sets.intersects': (left, right) => {
      const others = list(right);
      return list(left).some((item) => others.some((other) => celEqual(item, other)));
    },
  },
};

function containsAll(all: readonly CelValue[], some: readonly CelValue[]): boolean {
  return some.every((item) => all.some((other) => celEqual(other, item)));
}
