/** How fast an error budget may burn before somebody is told. */
export interface BurnRate {
  readonly severity: 'page' | 'ticket';
  /** The window over which so much is spent, and a shorter one that ends the alert soon after it stops. */
  readonly long: string;
  readonly short: string;
  /** How many times faster than evenly over the whole period. */
  readonly factor: number;
}

/** The window of an alert, the share of the budget that is spent in it, and who is told. */
const spendings = [
  { severity: 'page', long: '1h', hours: 1, short: '5m', share: 0.02 },
  { severity: 'page', long: '6h', hours: 6, short: '30m', share: 0.05 },
  { severity: 'ticket', long: '1d', hours: 24, short: '2h', share: 0.1 },
  { severity: 'ticket', long: '3d', hours: 72, short: '6h', share: 0.1 },
] as const;

/** Windows over which errors are recorded. */
export const recordedWindows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

/**
 * The burn rates of an objective over a period: the alerts on several windows of the Site Reliability Workbook.
 *
 * See https://sre.google/workbook/alerting-on-slos
 */
export function burnRates(days: number): readonly BurnRate[] {
  return spendings.map(({ hours, share, ...rate }) => ({ ...rate, factor: (share * days * 24) / hours }));
}
