import { matchesSelector } from '../../../lib/manifest/objects/label-selector';

test('an empty selector is fulfilled by everything', () => {
  expect(matchesSelector({}, { app: 'cart' })).toBe(true);
});

test('NotIn is fulfilled where the label is missing', () => {
  expect(matchesSelector({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['cart'] }] }, {})).toBe(true);
});
