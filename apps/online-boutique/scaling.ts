import type { Scaling } from '../../lib';

/** How the shop front follows its customers: the same words for every autoscaler that a cluster may run. */
export function followCustomers(fewest: number): Scaling {
  return {
    min: fewest,
    max: 4 * fewest,
    cpu: 70,
    // Before the evening rush there are more, where something keeps times of the day.
    schedule: [{ timezone: 'Etc/UTC', start: '0 17 * * *', end: '0 22 * * *', replicas: 2 * fewest }],
    onUnsupported: 'warn',
  };
}
