import { CelError, noSuchOverload } from '../cel-error';
import { CelList } from '../values/cel-list';
import { CelDuration, CelOptional, CelUint } from '../values/cel-scalars';
import type { CelValue } from '../values/cel-value';
import { celCompare } from '../values/compare';
import { celEqual } from '../values/equal';
import { index, list, text } from '../values/operands';
import { calculate } from './arithmetic';
import type { CelLibrary } from './cel-function';
import { indexInText, lastIndexInText } from './strings';

/** A list of numbers up to a million, so that no rule can fill the memory. */
const longestRange = 1_000_000n;

/** The list functions of Kubernetes, and the lists extension. */
export const lists: CelLibrary = {
  functions: {
    'lists.range': (count) => {
      if (typeof count !== 'bigint' || count > longestRange) throw new CelError('range too long');
      return new CelList(Array.from({ length: Number(count < 0n ? 0n : count) }, (_, item) => BigInt(item)));
    },
  },
  methods: {
    distinct: (value) => new CelList(distinct(list(value))),
    first: (value) => new CelOptional(list(value)[0]),
    flatten: (value, depth = 1n) => new CelList(flatten(list(value), index(depth))),
    indexOf: (value, wanted, from) => {
      if (typeof value === 'string') return indexInText(value, text(wanted), from);
      return BigInt(list(value).findIndex((item) => wanted !== undefined && celEqual(item, wanted)));
    },
    isSorted: (value) => {
      const items = list(value);
      return items.every((item, at) => at === 0 || celCompare(items[at - 1] ?? null, item) <= 0);
    },
    last: (value) => new CelOptional(list(value).at(-1)),
    lastIndexOf: (value, wanted, from) => {
      if (typeof value === 'string') return lastIndexInText(value, text(wanted), from);
      return BigInt(list(value).findLastIndex((item) => wanted !== undefined && celEqual(item, wanted)));
    },
    max: (value) => extreme(list(value), 'max', (order) => order > 0),
    min: (value) => extreme(list(value), 'min', (order) => order < 0),
    reverse: (value) =>
      typeof value === 'string' ? [...value].reverse().join('') : new CelList([...list(value)].reverse()),
    slice: (value, from, to) => {
      const items = list(value);
      const [start, end] = [index(from), index(to)];
      if (start < 0 || end < start || end > items.length) throw new CelError(`cannot slice(${start}, ${end})`);
      return new CelList(items.slice(start, end));
    },
    sort: (value) => new CelList([...list(value)].sort(celCompare)),
    sum: (value) => sum(list(value)),
  },
};

function sum(items: readonly CelValue[]): CelValue {
  const [first, ...rest] = items;
  if (first === undefined) return 0n;
  if (
    typeof first === 'bigint' ||
    typeof first === 'number' ||
    first instanceof CelUint ||
    first instanceof CelDuration
  ) {
    return rest.reduce((total, item) => calculate('+', total, item), first);
  }
  throw noSuchOverload();
}

function extreme(items: readonly CelValue[], name: string, isBetter: (order: number) => boolean): CelValue {
  const [first, ...rest] = items;
  if (first === undefined) throw new CelError(`${name} called on empty list`);
  return rest.reduce((best, item) => (isBetter(celCompare(item, best)) ? item : best), first);
}

function distinct(items: readonly CelValue[]): CelValue[] {
  return items.filter((item, at) => items.findIndex((other) => celEqual(other, item)) === at);
}

function flatten(items: readonly CelValue[], depth: number): CelValue[] {
  if (depth < 0) throw new CelError('level must be non-negative');
  return items.flatMap((item) => (item instanceof CelList && depth > 0 ? flatten(item.items, depth - 1) : [item]));
}
