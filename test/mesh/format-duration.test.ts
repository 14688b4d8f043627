import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { formatDuration } from '../../lib/mesh/format-duration';

test.each([
  [Duration.seconds(0), '0s'],
  [Duration.millis(300), '300ms'],
  [Duration.millis(1500), '1500ms'],
  [Duration.millis(2000), '2s'],
  [Duration.seconds(90), '90s'],
  [Duration.minutes(5), '5m'],
  [Duration.days(1), '24h'],
])('writes %s as one number of its largest unit', (duration, text) => {
  expect(formatDuration(duration)).toBe(text);
});

test('loses nothing of a duration', () => {
  const sizes = new Map(Object.entries({ h: 3_600_000, m: 60_000, s: 1_000, ms: 1 }));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (milliseconds) => {
      const [, count, unit = ''] = /^(\d+)(ms|h|m|s)$/.exec(formatDuration(Duration.millis(milliseconds))) ?? [];
      expect(Number(count) * (sizes.get(unit) ?? NaN)).toBe(milliseconds);
    }),
  );
});
