import { httpAuthentication } from './http-authentication';
import { flag, number, oneOf, optional, required, text, timeout } from './metadata-field';
import type { Scaler } from './scaler';

/** A number that some HTTP server answers with. */
export const metricsApi = {
  type: 'metrics-api',
  fields: {
    /** Where the number is asked for. KEDA connects to it. */
    url: required(text, { address: 'url' }),
    /** Where it stands in the answer: `components.worker.tasks`. */
    valueLocation: required(text),
    /** Value for each replica. */
    targetValue: required(number),
    /** Value above which it comes back from zero. @default 0 */
    activationTargetValue: optional(number),
    /** What the answer is written in. @default 'json' */
    format: optional(oneOf('prometheus', 'json', 'xml', 'yaml')),
    /** Whether any certificate of the server is accepted. @default false */
    unsafeSsl: optional(flag),
    /** Asks every endpoint of the Service, and puts their answers together. @default false */
    aggregateFromKubeServiceEndpoints: optional(flag, { since: '2.18' }),
    /** How answers of several endpoints are put together. @default 'average' */
    aggregationType: optional(oneOf('average', 'sum', 'max', 'min'), { since: '2.18' }),
    /** How long an answer may take. @default KEDA's own */
    timeout: optional(timeout, { since: '2.20' }),
    ...httpAuthentication,
  },
} satisfies Scaler;
