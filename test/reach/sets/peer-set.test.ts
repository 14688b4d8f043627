import fc from 'fast-check';
import { PeerSet } from '../../../lib/reach/sets/peer-set';
import { cutAddressSpace, piecesWithin, spanOf } from '../../../lib/reach/space/address-space';

test('a span is added as its members are, one by one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 140 }), fc.nat(140), fc.nat(140), fc.nat(140), (size, one, first, length) => {
      const [byOne, bySpan] = [new PeerSet(size), new PeerSet(size)];
      const end = Math.min(size, first + length);
      for (const set of [byOne, bySpan]) if (one < size) set.add(one);
      for (let peer = first; peer < end; peer++) byOne.add(peer);
      bySpan.addSpan(first, end);
      expect([...bySpan]).toEqual([...byOne]);
    }),
  );
});

test('what is left of a set are the members that the other one does not have', () => {
  const members = fc.uniqueArray(fc.nat(139));
  fc.assert(
    fc.property(members, members, (ones, others) => {
      const [set, other] = [ones, others].map((each) => {
        const made = new PeerSet(140);
        for (const member of each) made.add(member);
        return made;
      });
      const left = ones.filter((member) => !others.includes(member)).sort((a, b) => a - b);
      expect(set === undefined || other === undefined ? [] : [...set.subtract(other)]).toEqual(left);
    }),
  );
});

test('the pieces of a range are those between its first and its last', () => {
  const range = (first: bigint, last: bigint) => ({ family: 'IPv4' as const, first, last });
  const ranges = fc
    .tuple(fc.bigInt({ min: 0n, max: 40n }), fc.bigInt({ min: 0n, max: 40n }))
    .map(([a, b]) => (a < b ? range(a, b) : range(b, a)));
  fc.assert(
    fc.property(fc.array(ranges, { maxLength: 6 }), ranges, (cuts, asked) => {
      const pieces = cutAddressSpace(['IPv4'], [...cuts, asked]);
      const expected = [...pieces.entries()].flatMap(([i, piece]) =>
        piece.first <= asked.last && piece.last >= asked.first ? [i] : [],
      );
      expect(piecesWithin(pieces, asked)).toEqual(expected);
      const { first, end } = spanOf(pieces, asked);
      expect(end - first).toBe(expected.length);
    }),
  );
});
