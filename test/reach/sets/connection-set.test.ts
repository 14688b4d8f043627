import * as fc from 'fast-check';
import { ConnectionSet, protocols, type Protocol } from '../../../lib/reach/sets/connection-set';

/** A set and the ports that it was made of, as a plain list to compare with. */
interface Sample {
  readonly set: ConnectionSet;
  readonly has: (protocol: Protocol, port: number) => boolean;
}

const edges = [1, 2, 3, 79, 80, 81, 442, 443, 65534, 65535];

const range = fc.record({
  protocol: fc.constantFrom(...protocols),
  from: fc.constantFrom(...edges),
  length: fc.constantFrom(0, 1, 2, 400, 65535),
});

const sample: fc.Arbitrary<Sample> = fc.array(range, { maxLength: 5 }).map((ranges) => {
  const parts = ranges.map(({ protocol, from, length }) => ({ protocol, from, to: Math.min(65535, from + length) }));
  return {
    set: ConnectionSet.unionOf(parts.map(({ protocol, from, to }) => ConnectionSet.range(protocol, from, to))),
    has: (protocol, port) => parts.some((part) => part.protocol === protocol && part.from <= port && port <= part.to),
  };
});

function expectPorts(set: ConnectionSet, wanted: (protocol: Protocol, port: number) => boolean): void {
  for (const protocol of protocols) {
    const ports = edges.filter((port) => set.includesPort(protocol, port));
    expect(ports).toEqual(edges.filter((port) => wanted(protocol, port)));
  }
}

test('a union has the ports of either set', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      expectPorts(a.set.union(b.set), (protocol, port) => a.has(protocol, port) || b.has(protocol, port));
    }),
  );
});

test('an intersection has the ports of both sets', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      expectPorts(a.set.intersect(b.set), (protocol, port) => a.has(protocol, port) && b.has(protocol, port));
    }),
  );
});

test('a difference has the ports of the first set that the second has not', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      expectPorts(a.set.subtract(b.set), (protocol, port) => a.has(protocol, port) && !b.has(protocol, port));
    }),
  );
});

test('sets made in different ways are equal when they have the same ports', () => {
  fc.assert(
    fc.property(sample, sample, ({ set: a }, { set: b }) => {
      expect(a.subtract(b).union(a.intersect(b)).equals(a)).toBe(true);
      expect(a.union(b).includes(a)).toBe(true);
      expect(a.includes(b)).toBe(a.union(b).equals(a));
    }),
  );
});

test('intervals that touch are written as one', () => {
  const set = ConnectionSet.range('TCP', 80, 81).union(ConnectionSet.port('TCP', 82));
  expect(set.toString()).toBe('TCP 80-82');
});

test('it is all connections only when all three protocols are full', () => {
  const two = ConnectionSet.allOf('TCP').union(ConnectionSet.allOf('UDP'));
  expect(two.toString()).toBe('TCP 1-65535, UDP 1-65535');
  expect(two.union(ConnectionSet.allOf('SCTP')).toString()).toBe('all connections');
});

test('every port of a protocol but one leaves two intervals', () => {
  const set = ConnectionSet.allOf('TCP').subtract(ConnectionSet.port('TCP', 80));
  expect(set.ranges()).toEqual([
    { protocol: 'TCP', from: 1, to: 79 },
    { protocol: 'TCP', from: 81, to: 65535 },
  ]);
});

test('nothing left is no connection', () => {
  const set = ConnectionSet.port('UDP', 53);
  expect(set.subtract(set).isEmpty).toBe(true);
  expect(set.subtract(ConnectionSet.range('UDP', 1, 100)).toString()).toBe('no connection');
});
