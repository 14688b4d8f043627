import { matchesSelector } from '../../../lib/manifest/objects/label-selector';

test('an empty selector is fulfilled by everything', () => {
  expect(matchesSelector({}, { app: 'cart' })).toBe(true);
});

test('NotIn is fulfilled where the label is missing', () => {
  expect(matchesSelector({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['cart'] }] }, {})).toBe(true);
});

test.each([
  ['In', ['cart', 'web'], true],
  ['In', ['web'], false],
  ['NotIn', ['web'], true],
  ['NotIn', ['cart'], false],
  ['Exists', undefined, true],
  ['DoesNotExist', undefined, false],
] as const)('%s of %j is %s where the label has the value "cart"', (operator, values, holds) => {
  const requirement = { key: 'app', operator, ...(values === undefined ? {} : { values }) };
  expect(matchesSelector({ matchExpressions: [requirement] }, { app: 'cart' })).toBe(holds);
});

test('a label by the name of something that every object of JavaScript has is missing where nobody set it', () => {
  const asks = (operator: 'Exists' | 'DoesNotExist') =>
    matchesSelector({ matchExpressions: [{ key: 'constructor', operator }] }, { app: 'cart' });
  expect([asks('Exists'), asks('DoesNotExist')]).toEqual([false, true]);
});
