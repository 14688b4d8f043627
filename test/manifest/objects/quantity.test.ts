import fc from 'fast-check';
import { parseQuantity } from '../../../lib/manifest/objects/quantity';

describe('parseQuantity', () => {
  it.each([
    ['1', '1000m'],
    ['1Gi', '1024Mi'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.', '1'],
    ['1e3', '1k'],
    ['1E3', '1k'],
    ['1E', '1000P'],
    ['1.5Ki', '1536'],
    ['-1', '-1000m'],
    ['+2', '2'],
    ['1e-3', '1m'],
    ['0.0000000001', '1n'],
    ['1e100', '9223372036854775807'],
    ['1e-100', '1n'],
    ['0e999999999', '0'],
  ])('takes %s and %s for the same amount', (left, right) => {
    expect(parseQuantity(left)?.nanos).toBe(parseQuantity(right)?.nanos);
    expect(parseQuantity(left)?.nanos).toBeDefined();
  });

  it.each(['', '1gb', '1 Gi', 'Gi', '1Gib', '1KI', '1e', '1e1.5', '--1', '1,5', '0x10', ' 1', '1i', 'NaN'])(
    'refuses %p',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  it('orders amounts across suffixes', () => {
    const [small, large] = [parseQuantity('1G'), parseQuantity('1Gi')];
    expect(small && large && small.compareTo(large)).toBe(-1);
    expect(small && large && large.compareTo(small)).toBe(1);
  });

  it('keeps every integer exact, and reads numbers like their text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (units) => {
        expect(parseQuantity(units.toString())?.nanos).toBe(units * 1_000_000_000n);
      }),
    );
    expect(parseQuantity(0.5)?.nanos).toBe(500_000_000n);
  });

  it('takes no time for a long run of digits', () => {
    expect(parseQuantity('9'.repeat(10_000))?.toNumber()).toBeCloseTo(2 ** 63, -4);
    expect(parseQuantity(`0.${'0'.repeat(10_000)}1`)?.nanos).toBe(1n);
  });
});
