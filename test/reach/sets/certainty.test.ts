import { allOf, anyOf, certainly, not, type Certainty } from '../../../lib/reach/sets/certainty';

const rain: Certainty = { when: 'it rains' };
const wind: Certainty = { when: 'the wind blows' };

test('what is certain is yes or no', () => {
  expect([certainly(true), certainly(false)]).toEqual(['yes', 'no']);
});

test('the opposite of what depends on a condition depends on its opposite', () => {
  expect([not('yes'), not('no'), not(rain)]).toEqual(['no', 'yes', { when: 'not (it rains)' }]);
});

test.each<[string, readonly Certainty[], Certainty]>([
  ['of nothing', [], 'yes'],
  ['with one that does not hold', ['yes', rain, 'no'], 'no'],
  ['that hold', ['yes', 'yes'], 'yes'],
  ['with two that depend', ['yes', rain, wind], { when: 'it rains and the wind blows' }],
  ['with one condition twice', [rain, rain], { when: 'it rains' }],
])('all %s', (_, certainties, together) => {
  expect(allOf(certainties)).toEqual(together);
});

test.each<[string, readonly Certainty[], Certainty]>([
  ['of nothing', [], 'no'],
  ['with one that holds', ['no', rain, 'yes'], 'yes'],
  ['that do not hold', ['no', 'no'], 'no'],
  ['with two that depend', ['no', rain, wind], { when: 'it rains or the wind blows' }],
])('any %s', (_, certainties, together) => {
  expect(anyOf(certainties)).toEqual(together);
});
