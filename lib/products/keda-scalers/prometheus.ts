import { httpAuthentication } from './http-authentication';
import { flag, number, optional, required, text, timeout } from './metadata-field';
import type { Scaler } from './scaler';

/** A query of Prometheus, or of what answers like it. */
export const prometheus = {
  type: 'prometheus',
  fields: {
    /** Where Prometheus is asked: `http://prometheus.monitoring:9090`. KEDA connects to it. */
    serverAddress: required(text, { address: 'url' }),
    /** The query, which must have one number as its result. */
    query: required(text),
    /** Value for each replica. */
    threshold: required(number),
    /** Value above which it comes back from zero. @default 0 */
    activationThreshold: optional(number),
    /** Namespace that the query is for, where the server asks for one. */
    namespace: optional(text),
    /** Headers of the request: `name=value`, with commas between them. */
    customHeaders: optional(text),
    /** Further parameters of the request: `name=value`, with commas between them. */
    queryParameters: optional(text),
    /** Whether no result counts as 0, and not as an error. @default true */
    ignoreNullValues: optional(flag),
    /** Whether any certificate of the server is accepted. @default false */
    unsafeSsl: optional(flag),
    /** Region of Amazon Managed Service for Prometheus. */
    awsRegion: optional(text, { authentication: true }),
    /** Whose identity is used with AWS. */
    identityOwner: optional(text),
    /** How long an answer may take. @default KEDA's own */
    timeout: optional(timeout, { since: '2.17' }),
    ...httpAuthentication,
  },
} satisfies Scaler;
