/** What an expression of PromQL comes to. */
export type PromqlType = 'scalar' | 'string' | 'instant vector' | 'range vector';

/** A function of PromQL: what it takes, in order, and what it comes to. */
export interface PromqlFunction {
  readonly takes: readonly PromqlType[];
  /** How many of the last ones may be left out; a last one with `several` may be repeated, or left out. */
  readonly optional: number;
  readonly several: boolean;
  readonly returns: PromqlType;
}

const instant = 'instant vector';
const range = 'range vector';

/**
 * The functions of Prometheus 3, by what they take.
 *
 * See https://prometheus.io/docs/prometheus/latest/querying/functions
 */
export const promqlFunctions: ReadonlyMap<string, PromqlFunction> = new Map([
  ...named(
    'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp',
    { takes: [instant] },
  ),
  ...named(
    'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
    { takes: [range] },
  ),
  ...named('day_of_month day_of_week day_of_year days_in_month hour minute month year', {
    takes: [instant],
    optional: 1,
  }),
  ...named('clamp', { takes: [instant, 'scalar', 'scalar'] }),
  ...named('clamp_max clamp_min', { takes: [instant, 'scalar'] }),
  ...named('double_exponential_smoothing', { takes: [range, 'scalar', 'scalar'] }),
  ...named('histogram_fraction', { takes: ['scalar', 'scalar', instant] }),
  ...named('histogram_quantile', { takes: ['scalar', instant] }),
  ...named('info', { takes: [instant, instant], optional: 1 }),
  ...named('label_join', { takes: [instant, 'string', 'string', 'string'], several: true }),
  ...named('label_replace', { takes: [instant, 'string', 'string', 'string', 'string'] }),
  ...named('end pi range start step time', { takes: [], returns: 'scalar' }),
  ...named('predict_linear', { takes: [range, 'scalar'] }),
  ...named('quantile_over_time', { takes: ['scalar', range] }),
  ...named('round', { takes: [instant, 'scalar'], optional: 1 }),
  ...named('scalar', { takes: [instant], returns: 'scalar' }),
  ...named('sort_by_label sort_by_label_desc', { takes: [instant, 'string'], several: true }),
  ...named('vector', { takes: ['scalar'] }),
]);

/** What an aggregation takes before the vector that it aggregates. */
export const aggregationParameters: ReadonlyMap<string, PromqlType> = new Map([
  ['bottomk', 'scalar'],
  ['count_values', 'string'],
  ['limit_ratio', 'scalar'],
  ['limitk', 'scalar'],
  ['quantile', 'scalar'],
  ['topk', 'scalar'],
]);

function named(
  names: string,
  { takes, optional = 0, several = false, returns = instant }: Pick<PromqlFunction, 'takes'> & Partial<PromqlFunction>,
): [string, PromqlFunction][] {
  return names.split(' ').map((name) => [name, { takes, optional, several, returns }]);
}
