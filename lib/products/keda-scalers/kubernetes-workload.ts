import { flag, number, optional, required, text } from './metadata-field';
import type { Scaler } from './scaler';

/** The number of pods of another workload in the same namespace. */
export const kubernetesWorkload = {
  type: 'kubernetes-workload',
  fields: {
    /** Label selector of the pods that are counted: `app=web,tier in (front)`. */
    podSelector: required(text),
    /** Pods for each replica: 1 keeps as many replicas as pods. Above 0. */
    value: required(number),
    /** Number of pods above which it comes back from zero. @default 0 */
    activationValue: optional(number),
    /** Counts the nodes that have such pods. @default false */
    groupByNode: optional(flag, { since: '2.20' }),
  },
  rules: [
    ({ value }) =>
      Number(value('value') ?? '1') <= 0
        ? {
            field: 'value',
            message: `Invalid value: "${value('value')}": must be greater than 0`,
            fix: 'say the pods for each replica',
          }
        : undefined,
  ],
} satisfies Scaler;
