import { gone, optional, quantity, required, text } from './metadata-field';
import type { Scaler } from './scaler';

const fields = {
  /** Target: a percentage of the request with `metricType: 'Utilization'`, a quantity with `'AverageValue'`. */
  value: required(quantity),
  /** The only container that is measured. @default all containers of the pod together */
  containerName: optional(text),
  type: gone('2.18', 'metricType of the trigger'),
};

/** Usage of CPU. It needs a pod to measure, so that it never scales to zero or back. */
export const cpu = { type: 'cpu', activates: false, fields } satisfies Scaler;

/** Usage of memory. It needs a pod to measure, so that it never scales to zero or back. */
export const memory = { type: 'memory', activates: false, fields } satisfies Scaler;
