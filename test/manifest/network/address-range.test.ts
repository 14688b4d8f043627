import * as fc from 'fast-check';
import { isIPv4, isIPv6 } from 'node:net';
import {
  containsMore,
  containsRange,
  formatAddressRange,
  parseAddress,
  parseAddressBlock,
  parseAddressRange,
  parseCidr,
  subtractRanges,
  wholeFamily,
  type AddressRange,
} from '../../../lib/manifest/network/address-range';
import { cutAddressSpace, piecesWithin } from '../../../lib/reach/space/address-space';

function text(range: AddressRange | undefined): string | undefined {
  return range === undefined ? undefined : formatAddressRange(range);
}

test.each([
  ['10.0.0.0/8', '10.0.0.0-10.255.255.255'],
  ['10.9.8.7/8', '10.0.0.0-10.255.255.255'],
  ['0.0.0.0/0', '0.0.0.0-255.255.255.255'],
  ['192.168.1.1/32', '192.168.1.1-192.168.1.1'],
  ['2001:db8::/32', '2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['::/0', '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['::ffff:10.0.0.1/128', '::ffff:a00:1-::ffff:a00:1'],
])('%s is %s', (cidr, range) => {
  expect(text(parseCidr(cidr))).toBe(range);
});

test.each([
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0/8',
  '10.0.0.256/8',
  '010.0.0.0/8',
  '10.0.0.0/08',
  '::/129',
  ':::/8',
  '1:2:3:4:5:6:7:8:9/8',
  'x/8',
  '/8',
  '',
])('%j is no CIDR', (cidr) => {
  expect(parseCidr(cidr)).toBeUndefined();
});

test('a range may be written with a hyphen, but not backwards nor across families', () => {
  expect(text(parseAddressRange('10.0.0.1-10.0.0.9'))).toBe('10.0.0.1-10.0.0.9');
  expect(parseAddressRange('10.0.0.9-10.0.0.1')).toBeUndefined();
  expect(parseAddressRange('10.0.0.9-::1')).toBeUndefined();
});

test('it takes exactly the IPv4 addresses that Node takes', () => {
  const octet = fc.oneof(fc.nat(300).map(String), fc.constantFrom('00', '01', '', '-1', '1e1'));
  fc.assert(
    fc.property(fc.array(octet, { minLength: 3, maxLength: 5 }), (octets) => {
      const address = octets.join('.');
      expect(parseAddress(address) !== undefined).toBe(isIPv4(address));
    }),
  );
});

test('it takes exactly the IPv6 addresses that Node takes', () => {
  const group = fc.constantFrom('0', 'ab', 'ffff', '00001', '', '10.0.0.1', 'g');
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 10 }), (groups) => {
      const address = `${groups.join(':')}`;
      fc.pre(address.includes(':'));
      expect(parseAddress(address) !== undefined).toBe(isIPv6(address));
    }),
    { numRuns: 1000 },
  );
});

test('formatting an address and reading it again gives the same address', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.constantFrom(0n, 32n, 64n, 96n), (value, shift) => {
      const first = (value >> shift) << shift;
      const range: AddressRange = { family: 'IPv6', first, last: first };
      expect(parseAddressRange(formatAddressRange(range))).toEqual(range);
    }),
  );
});

test('a hole in the middle leaves two parts, a hole over everything none', () => {
  const block = parseCidr('10.0.0.0/24') ?? wholeFamily('IPv4');
  const middle = parseCidr('10.0.0.64/26') ?? wholeFamily('IPv4');
  expect(subtractRanges(block, [middle]).map(text)).toEqual(['10.0.0.0-10.0.0.63', '10.0.0.128-10.0.0.255']);
  expect(subtractRanges(block, [wholeFamily('IPv4')])).toEqual([]);
});

test('the pieces of the address space cover it without overlap, and each range is made of whole pieces', () => {
  const range = fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]): AddressRange => {
    return { family: 'IPv4', first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) };
  });
  fc.assert(
    fc.property(fc.array(range, { maxLength: 6 }), (ranges) => {
      const pieces = cutAddressSpace(['IPv4'], ranges);
      expect(pieces[0]?.first).toBe(0n);
      expect(pieces.at(-1)?.last).toBe(wholeFamily('IPv4').last);
      for (const [i, piece] of pieces.entries()) if (i > 0) expect(piece.first).toBe((pieces[i - 1]?.last ?? 0n) + 1n);
      for (const each of ranges) {
        const within = piecesWithin(pieces, each).map((i) => pieces[i]);
        expect(within[0]?.first).toBe(each.first);
        expect(within.at(-1)?.last).toBe(each.last);
      }
    }),
  );
});

const block = (written: string): AddressRange => {
  const parsed = parseAddressBlock(written);
  if (parsed === undefined) throw new Error(`no range: ${written}`);
  return parsed;
};

test('a bare address is a block of one', () => {
  expect(text(parseAddressBlock('10.1.2.3'))).toBe('10.1.2.3-10.1.2.3');
  expect(text(parseAddressBlock('fd00::1'))).toBe('fd00::1-fd00::1');
  expect(parseAddressBlock('10.0.0.1-10.0.0.2')).toBeUndefined();
  expect(parseAddressBlock('fe80::1%eth0/64')).toBeUndefined();
});

test('a range contains itself, narrower ones, and none of the other family', () => {
  expect(containsRange(block('10.0.0.0/8'), block('10.0.0.0/8'))).toBe(true);
  expect(containsMore(block('10.0.0.0/8'), block('10.0.0.0/8'))).toBe(false);
  expect(containsMore(block('10.0.0.0/8'), block('10.255.0.0/16'))).toBe(true);
  expect(containsRange(block('10.255.0.0/16'), block('10.0.0.0/8'))).toBe(false);
  expect(containsRange(block('10.0.0.0/8'), block('11.0.0.0/8'))).toBe(false);
  expect(containsRange(block('0.0.0.0/0'), block('::/0'))).toBe(false);
  expect(containsMore(block('fd00::/8'), block('fd12:3456::/32'))).toBe(true);
});

test('agrees with arithmetic on every IPv4 block', () => {
  const range = fc.record({
    address: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    prefixLength: fc.integer({ min: 0, max: 32 }),
  });
  const format = ({ address, prefixLength }: { address: number; prefixLength: number }): string =>
    `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${prefixLength}`;
  fc.assert(
    fc.property(range, range, fc.boolean(), (outer, other, related) => {
      const inner = related ? { address: outer.address, prefixLength: other.prefixLength } : other;
      const size = 2 ** (32 - outer.prefixLength);
      const expected =
        inner.prefixLength >= outer.prefixLength &&
        Math.floor(inner.address / size) === Math.floor(outer.address / size);
      expect(containsRange(block(format(outer)), block(format(inner)))).toBe(expected);
    }),
  );
});
