/** Port numbers as sorted, disjoint, non-adjacent intervals; both ends belong to the interval. */
export type PortIntervals = readonly PortInterval[];

export interface PortInterval {
  readonly from: number;
  readonly to: number;
}

export const noPorts: PortIntervals = [];
export const allPorts: PortIntervals = [{ from: 1, to: 65535 }];

/** Ports that are in either set. */
export function uniteIntervals(a: PortIntervals, b: PortIntervals): PortIntervals {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return mergeIntervals([a, b]);
}

/** Ports that are in any of the sets; all are sorted at once. */
export function mergeIntervals(sets: readonly PortIntervals[]): PortIntervals {
  const filled = sets.filter(({ length }) => length > 0);
  const [only] = filled;
  if (only === undefined || filled.length === 1) return only ?? noPorts;
  const united: PortInterval[] = [];
  for (const interval of filled.flat().sort((x, y) => x.from - y.from)) {
    const last = united.at(-1);
    if (last === undefined || interval.from > last.to + 1) united.push(interval);
    else if (interval.to > last.to) united[united.length - 1] = { from: last.from, to: interval.to };
  }
  return united;
}

/** Ports that are in both sets. */
export function intersectIntervals(a: PortIntervals, b: PortIntervals): PortIntervals {
  if (a.length * 16 < b.length) return a.flatMap((interval) => within(b, interval));
  if (b.length * 16 < a.length) return b.flatMap((interval) => within(a, interval));
  const common: PortInterval[] = [];
  let i = 0;
  let j = 0;
  for (let x = a[0], y = b[0]; x !== undefined && y !== undefined; x = a[i], y = b[j]) {
    const from = Math.max(x.from, y.from);
    const to = Math.min(x.to, y.to);
    if (from <= to) common.push({ from, to });
    if (x.to < y.to) i++;
    else j++;
  }
  return common;
}

/** The ports of a large set that are in one interval. */
function within(large: PortIntervals, { from, to }: PortInterval): PortIntervals {
  let [low, high] = [0, large.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((large[middle]?.to ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found: PortInterval[] = [];
  for (let at = large[low]; at !== undefined && at.from <= to; at = large[++low]) {
    found.push({ from: Math.max(at.from, from), to: Math.min(at.to, to) });
  }
  return found;
}

/** Ports that are in the first set and not in the second. */
export function subtractIntervals(a: PortIntervals, b: PortIntervals): PortIntervals {
  return intersectIntervals(a, complement(b));
}

export function sameIntervals(a: PortIntervals, b: PortIntervals): boolean {
  return a.length === b.length && a.every(({ from, to }, i) => from === b[i]?.from && to === b[i]?.to);
}

function complement(intervals: PortIntervals): PortIntervals {
  const gaps: PortInterval[] = [];
  let next = 1;
  for (const { from, to } of intervals) {
    if (from > next) gaps.push({ from: next, to: from - 1 });
    next = to + 1;
  }
  if (next <= 65535) gaps.push({ from: next, to: 65535 });
  return gaps;
}
