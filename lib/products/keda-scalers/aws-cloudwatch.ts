import { awsConnection } from './aws-connection';
import { flag, integer, number, optional, required, text } from './metadata-field';
import { eitherOf, type Scaler } from './scaler';

/** A metric of Amazon CloudWatch. */
export const awsCloudwatch = {
  type: 'aws-cloudwatch',
  fields: {
    /** Value for each replica. */
    targetMetricValue: required(number),
    /** Value where CloudWatch has none. */
    minMetricValue: required(number),
    /** Value above which it comes back from zero. @default 0 */
    activationTargetMetricValue: optional(number),
    /** A query in the language of Metrics Insights, instead of the four fields that name a metric. */
    expression: optional(text),
    /** Namespace of the metric: `AWS/SQS`. */
    namespace: optional(text),
    /** Name of the metric. */
    metricName: optional(text),
    /** Names of dimensions, with semicolons between them. */
    dimensionName: optional(text),
    /** As many values. */
    dimensionValue: optional(text),
    /** Whether no value counts as `minMetricValue`, and not as an error. @default true */
    ignoreNullValues: optional(flag),
    /** How many seconds back it looks. A multiple of `metricStatPeriod`. @default 300 */
    metricCollectionTime: optional(integer),
    /** The statistic: `Average`, `Sum`, `p99` … @default 'Average' */
    metricStat: optional(text),
    /** Seconds that a value of the statistic is of. @default 300 */
    metricStatPeriod: optional(integer),
    /** Unit of the metric. @default any */
    metricUnit: optional(text),
    /** Seconds by which the time is put back. @default 0 */
    metricEndTimeOffset: optional(integer),
    /** The account that has the metric, where it is another one. */
    awsAccountId: optional(text, { since: '2.19' }),
    ...awsConnection,
  },
  rules: [
    eitherOf(['expression'], ['namespace', 'metricName', 'dimensionName', 'dimensionValue']),
    ({ value }) => {
      const [names, values] = ['dimensionName', 'dimensionValue'].map((field) => value(field)?.split(';').length);
      return names === undefined || values === undefined || names === values
        ? undefined
        : {
            field: 'dimensionValue',
            message: `Invalid value: "${value('dimensionValue')}": must have as many parts as dimensionName`,
            fix: 'say one value for each name, with semicolons between them',
          };
    },
  ],
} satisfies Scaler;
