import * as fc from 'fast-check';
import { containsCidr, parseCidr, type Cidr } from '../../../lib/manifest/network/cidr';

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`no range: ${text}`);
  return parsed;
};

test.each(['10.0.0.0/8', '0.0.0.0/0', '10.1.2.3/32', '::/0', 'fd00::/8', '2001:db8::1/128'])('reads %s', (text) => {
  const { address, prefixLength } = cidr(text);
  expect(`${address}/${prefixLength}`).toBe(text);
});

test('a bare address is a range of one', () => {
  expect(cidr('10.1.2.3').prefixLength).toBe(32);
  expect(cidr('fd00::1').prefixLength).toBe(128);
});

test.each([
  '',
  '/',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0/8',
  '10.0.0.0/08',
  '::/129',
  'fe80::1%eth0/64',
  'example.com',
  '10.0.0.0/8/8',
])('reads nothing out of "%s"', (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test('a range contains itself, narrower ones, and none of the other family', () => {
  expect(containsCidr(cidr('10.0.0.0/8'), cidr('10.0.0.0/8'))).toBe(true);
  expect(containsCidr(cidr('10.0.0.0/8'), cidr('10.255.0.0/16'))).toBe(true);
  expect(containsCidr(cidr('10.255.0.0/16'), cidr('10.0.0.0/8'))).toBe(false);
  expect(containsCidr(cidr('10.0.0.0/8'), cidr('11.0.0.0/8'))).toBe(false);
  expect(containsCidr(cidr('0.0.0.0/0'), cidr('::/0'))).toBe(false);
  expect(containsCidr(cidr('fd00::/8'), cidr('fd12:3456::/32'))).toBe(true);
});

test('agrees with arithmetic on every IPv4 range', () => {
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
      expect(containsCidr(cidr(format(outer)), cidr(format(inner)))).toBe(expected);
    }),
  );
});
