import type { Duration } from 'cdk8s';
import { durationUnits } from '../duration-units';

/** A duration as Gateway API writes it: whole units, the largest first, at most five digits each (`1m30s`, `300ms`). */
export function formatGatewayDuration(duration: Duration): string {
  let rest = Math.round(duration.toMilliseconds());
  const parts = durationUnits.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return parts.join('') || '0s';
}
