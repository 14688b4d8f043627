import * as fc from 'fast-check';
import { isIPv4, isIPv6 } from 'node:net';
import {
  containsAll,
  containsMore,
  containsRange,
  formatAddressRange,
  mergeRanges,
  overlaps,
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
  const parsed = parseAddressRange(written);
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

test.each(['x10.0.0.0/8', '10.0.0.0/8x', '10.0.0.0/8/8', '/8'])('%s is no block', (written) => {
  expect(parseCidr(written)).toBeUndefined();
});

test.each(['x', 'x-10.0.0.1', '10.0.0.1-x', '10.0.0.1-10.0.0.2-10.0.0.3', '10.0.0.2-10.0.0.1', '10.0.0.1-fd00::1'])(
  '%s is no range',
  (written) => {
    expect(parseAddressRange(written)).toBeUndefined();
  },
);

test('a family is all of its addresses', () => {
  expect([text(wholeFamily('IPv4')), text(wholeFamily('IPv6'))]).toEqual([
    '0.0.0.0-255.255.255.255',
    '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  ]);
});

test('addresses of IPv6 have eight groups, of which the last two may be those of IPv4', () => {
  expect(text(parseAddress('1:2:3:4:5:6:1.2.3.4'))).toBe('1:2:3:4:5:6:102:304-1:2:3:4:5:6:102:304');
  expect(parseAddress('1:2:3:4:5:6:7:8::')).toBeUndefined();
  expect(parseAddress('1.2.3.4::1')).toBeUndefined();
});

test('families never contain nor meet each other, and neighbours do not meet', () => {
  expect(containsRange(wholeFamily('IPv6'), wholeFamily('IPv4'))).toBe(false);
  expect(overlaps(wholeFamily('IPv6'), wholeFamily('IPv4'))).toBe(false);
  const [low, high] = [block('10.0.0.0/24'), block('10.0.1.0/24')];
  expect([overlaps(low, high), overlaps(high, low), overlaps(low, block('10.0.0.255'))]).toEqual([false, false, true]);
});

test('what is left of a range has no empty parts, and single addresses', () => {
  const left = (...holes: readonly string[]) => subtractRanges(block('10.0.0.0/24'), holes.map(block)).map(text);
  expect(left('10.0.0.0/25')).toEqual(['10.0.0.128-10.0.0.255']);
  expect(left('10.0.0.0', '10.0.0.2/31', '9.0.0.0/8', '11.0.0.0/8', 'fd00::/8')).toEqual([
    '10.0.0.1-10.0.0.1',
    '10.0.0.4-10.0.0.255',
  ]);
  expect(left('10.0.0.0/25', '10.0.0.128/26', '10.0.0.192/27', '10.0.0.224/28', '10.0.0.240-10.0.0.254')).toEqual([
    '10.0.0.255-10.0.0.255',
  ]);
  expect(left('10.0.0.0/8')).toEqual([]);
});

test('ranges are merged where they meet or touch, lowest first', () => {
  const merged = (...ranges: readonly string[]) => mergeRanges(ranges.map(block)).map(text);
  expect(merged('10.0.1.0/24', 'fd00::1', '10.0.0.0/24', '10.0.0.7', '10.0.0.0/24')).toEqual([
    '10.0.0.0-10.0.1.255',
    'fd00::1-fd00::1',
  ]);
  expect(merged('10.0.0.2', '10.0.0.0')).toEqual(['10.0.0.0-10.0.0.0', '10.0.0.2-10.0.0.2']);
});

test('several ranges may contain one that none of them contains', () => {
  const halves = [block('10.0.0.128/25'), block('10.0.0.0/25')];
  expect(containsAll(halves, [block('10.0.0.0/24')])).toBe(true);
  expect(containsAll([...halves, block('192.0.2.0/24')], [block('192.0.2.7'), block('10.0.0.1')])).toBe(true);
  expect(containsAll(halves, [block('10.0.0.0/24'), block('10.0.1.0')])).toBe(false);
});
