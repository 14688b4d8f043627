import * as fc from 'fast-check';
import {
  intersectIntervals,
  mergeIntervals,
  sameIntervals,
  subtractIntervals,
  uniteIntervals,
  type PortIntervals,
} from '../../../lib/reach/sets/port-intervals';

/** Ports up to 60 one by one, and the last ones: sets of either size meet each other there. */
const looked = [...Array.from({ length: 60 }, (_, index) => index + 1), 65534, 65535];

/** Some of these ports, as sorted intervals that do not touch. */
const intervals: fc.Arbitrary<PortIntervals> = fc
  .oneof(fc.subarray(looked, { maxLength: 3 }), fc.subarray(looked))
  .map((ports) => toIntervals((port) => ports.includes(port)));

function toIntervals(has: (port: number) => boolean): PortIntervals {
  const found: { from: number; to: number }[] = [];
  for (const port of looked.filter(has)) {
    const last = found.at(-1);
    if (last?.to === port - 1) last.to = port;
    else found.push({ from: port, to: port });
  }
  return found;
}

function has(ports: PortIntervals, port: number): boolean {
  return ports.some(({ from, to }) => from <= port && port <= to);
}

const single = toIntervals((port) => port % 2 === 1 && port < 61);

describe('sets of ports', () => {
  test('united have what either has, sorted and without gaps between neighbours', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        expect(uniteIntervals(a, b)).toEqual(toIntervals((port) => has(a, port) || has(b, port)));
      }),
    );
  });

  test('of any number are merged into one', () => {
    fc.assert(
      fc.property(fc.array(intervals, { maxLength: 4 }), (sets) => {
        expect(mergeIntervals(sets)).toEqual(toIntervals((port) => sets.some((ports) => has(ports, port))));
      }),
    );
  });

  test('have in common what both have, whichever is the larger', () => {
    fc.assert(
      fc.property(fc.constantFrom(single, undefined), intervals, intervals, (large, a, b) => {
        const common = toIntervals((port) => has(large ?? a, port) && has(b, port));
        expect(intersectIntervals(large ?? a, b)).toEqual(common);
        expect(intersectIntervals(b, large ?? a)).toEqual(common);
      }),
    );
  });

  test('meet within one interval of a much larger one', () => {
    const middle = [{ from: 4, to: 9 }];
    const common = [5, 7, 9].map((port) => ({ from: port, to: port }));
    expect(intersectIntervals(single, middle)).toEqual(common);
    expect(intersectIntervals(middle, single)).toEqual(common);
  });

  test('subtracted leave what the second has not', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        expect(subtractIntervals(a, b)).toEqual(toIntervals((port) => has(a, port) && !has(b, port)));
      }),
    );
  });

  test('are the same where every interval is', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        expect(sameIntervals(a, [...a.map((interval) => ({ ...interval }))])).toBe(true);
        expect(sameIntervals(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    expect(sameIntervals([{ from: 1, to: 2 }], [{ from: 1, to: 3 }])).toBe(false);
    expect(sameIntervals([{ from: 1, to: 3 }], [{ from: 2, to: 3 }])).toBe(false);
  });
});
