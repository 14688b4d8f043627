import type { Check } from '../check';
import { requirePrometheusSelection } from './require-prometheus-selection';
import { requireRecordedSeries } from './require-recorded-series';
import { validPrometheusRule } from './valid-prometheus-rule';

/** The checks of this folder, sorted by id. */
export const monitoringChecks: readonly Check[] = [
  requirePrometheusSelection,
  requireRecordedSeries,
  validPrometheusRule,
];
