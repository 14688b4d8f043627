import fc from 'fast-check';
import { isAddressable, manifestFlaws } from '../../../lib/manifest/objects/manifest-flaws';

test('an object is addressable exactly where it has no flaw', () => {
  const odd = fc.constantFrom(undefined, null, '', 'x', 5, true, [], {});
  const metadata = fc.oneof(odd, fc.record({ name: odd, generateName: odd, namespace: odd }));
  const value = fc.oneof(odd, fc.record({ apiVersion: odd, kind: odd, metadata }));
  fc.assert(
    fc.property(value, (one) => isAddressable(one) === (manifestFlaws(one).length === 0)),
    { numRuns: 2000 },
  );
});

test('the smallest object is addressable', () => {
  expect(isAddressable({ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} })).toBe(true);
  expect(isAddressable({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 5 } })).toBe(false);
});
