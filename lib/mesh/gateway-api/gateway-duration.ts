import type { Duration } from 'cdk8s';

const units = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/** A duration as Gateway API writes it: whole units, the largest first, at most five digits each (`1m30s`, `300ms`). */
export function formatGatewayDuration(duration: Duration): string {
  let rest = Math.round(duration.toMilliseconds());
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return parts.join('') || '0s';
}
