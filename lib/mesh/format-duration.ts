import type { Duration } from 'cdk8s';
import { durationUnits } from './duration-units';

/**
 * A duration as Istio, Linkerd and Consul read it: one whole number of the largest unit that it is a multiple of (`2s`,
 * `90s`, `1500ms`), never a fraction.
 */
export function formatDuration(duration: Duration): string {
  const milliseconds = Math.round(duration.toMilliseconds());
  const fitting = durationUnits.find(([, size]) => milliseconds % size === 0);
  if (milliseconds === 0 || fitting === undefined) return '0s';
  const [unit, size] = fitting;
  return `${milliseconds / size}${unit}`;
}
