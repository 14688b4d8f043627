import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { formatGatewayDuration } from '../../../lib/mesh/gateway-api/gateway-duration';

test.each([
  [Duration.millis(300), '300ms'],
  [Duration.millis(90_500), '1m30s500ms'],
  [Duration.hours(25), '25h'],
  [Duration.seconds(0), '0s'],
])('writes %s in whole units', (duration, text) => {
  expect(formatGatewayDuration(duration)).toBe(text);
});

test('writes every duration as the API accepts it, and loses nothing of it', () => {
  const sizes = new Map([
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999 * 3_600_000 }), (milliseconds) => {
      const text = formatGatewayDuration(Duration.millis(milliseconds));
      expect(text).toMatch(/^([0-9]{1,5}(h|m|s|ms)){1,4}$/);
      const parts = [...text.matchAll(/(\d+)(ms|h|m|s)/g)];
      expect(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (sizes.get(unit ?? '') ?? NaN), 0)).toBe(
        milliseconds,
      );
    }),
  );
});
