import { growthExponent, median } from '../../bench/statistics';

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 2, 3], 2.5],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});

test('no values have no median', () => {
  expect(() => median([])).toThrow('no values');
});

test('what costs four times as much at twice the size grows with the square', () => {
  expect(growthExponent([100, 3], [200, 12])).toBeCloseTo(2);
  expect(growthExponent([100, 3], [400, 12])).toBeCloseTo(1);
});
