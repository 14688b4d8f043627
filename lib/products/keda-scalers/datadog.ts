import { httpAuthentication } from './http-authentication';
import { elsewhere, flag, gone, integer, number, oneOf, optional, text, timeout } from './metadata-field';
import { eitherOf, type Scaler } from './scaler';

/** A query of Datadog, or a DatadogMetric that its cluster agent serves. */
export const datadog = {
  type: 'datadog',
  fields: {
    /** The query, with a scope: `avg:requests{service:web}`. */
    query: optional(text),
    /** Value for each replica. */
    queryValue: optional(number),
    /** Value for each replica, where the cluster agent serves the metric. */
    targetValue: optional(number),
    /** Value above which it comes back from zero, of a query. @default 0 */
    activationQueryValue: optional(number),
    /** Value above which it comes back from zero, of the cluster agent's metric. @default 0 */
    activationTargetValue: optional(number),
    /** How several series become one number. @default there must be one */
    queryAggregator: optional(oneOf('average', 'max')),
    /** How many seconds back it looks. @default 90 */
    age: optional(integer),
    /** Seconds by which that time is put back. @default 0 */
    timeWindowOffset: optional(integer),
    /** The last point but so many. @default 0 */
    lastAvailablePointOffset: optional(integer),
    /** Value where Datadog knows none. @default an error */
    metricUnavailableValue: optional(number),
    /** Whether the cluster agent is asked, and not Datadog. @default false */
    useClusterAgentProxy: optional(flag),
    /** Name of the DatadogMetric that the cluster agent serves. */
    datadogMetricName: optional(text),
    /** Its namespace. */
    datadogMetricNamespace: optional(text),
    /** Name of the metric towards the HorizontalPodAutoscaler. @default KEDA's own */
    hpaMetricName: optional(text),
    /** How long an answer may take. @default KEDA's own */
    timeout: optional(timeout, { since: '2.18' }),
    type: gone('2.18', 'metricType of the trigger'),
    appKey: elsewhere(),
    datadogSite: elsewhere(),
    datadogNamespace: elsewhere(),
    datadogMetricsService: elsewhere(),
    datadogMetricsServicePort: elsewhere(),
    unsafeSsl: elsewhere(),
    ...httpAuthentication,
  },
  rules: [
    ({ value }) =>
      value('useClusterAgentProxy') === 'true'
        ? eitherOf(['datadogMetricName', 'datadogMetricNamespace'])({
            value,
            has: (field) => value(field) !== undefined,
          })
        : eitherOf(['query'])({ value, has: (field) => value(field) !== undefined }),
    eitherOf(['queryValue'], ['targetValue']),
  ],
} satisfies Scaler;
