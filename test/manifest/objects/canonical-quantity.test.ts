import * as fc from 'fast-check';
import { canonicalQuantity } from '../../../lib/manifest/objects/canonical-quantity';
import { parseQuantity } from '../../../lib/manifest/objects/quantity';

test.each([
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['0.5', '500m'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Ki', '512'],
  ['512Mi', '512Mi'],
  ['1000M', '1G'],
  ['1024', '1024'],
  ['1000', '1k'],
  ['0', '0'],
  ['0Gi', '0'],
  ['-2048Ki', '-2Mi'],
])('%s is written %s', (written, canonical) => {
  expect(canonicalQuantity(written)).toBe(canonical);
});

test('what is no quantity has no other form, and an exponent is kept', () => {
  expect(canonicalQuantity('a lot')).toBeUndefined();
  expect(canonicalQuantity('1e3')).toBeUndefined();
});

test('the canonical form is the same amount, and its own canonical form', () => {
  const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi');
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 5000 }), suffix, (number, unit) => {
      const canonical = canonicalQuantity(`${number}${unit}`) ?? '';
      expect(parseQuantity(canonical)?.nanos).toBe(parseQuantity(`${number}${unit}`)?.nanos);
      expect(canonicalQuantity(canonical)).toBe(canonical);
    }),
  );
});
