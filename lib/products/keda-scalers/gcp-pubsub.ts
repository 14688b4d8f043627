import { elsewhere, integer, number, optional, text } from './metadata-field';
import { eitherOf, notBoth, type Scaler } from './scaler';

/** Messages of a subscription or topic of Google Cloud Pub/Sub. */
export const gcpPubsub = {
  type: 'gcp-pubsub',
  fields: {
    /** The subscription. */
    subscriptionName: optional(text, { env: true }),
    /** The topic, instead of a subscription. */
    topicName: optional(text, { env: true }),
    /** What is measured: `SubscriptionSize`, `OldestUnackedMessageAge` … @default 'SubscriptionSize' */
    mode: optional(text),
    /** Value for each replica. @default 10 */
    value: optional(number),
    /** Value above which it comes back from zero. @default 0 */
    activationValue: optional(number),
    /** How values of the time become one. @default none */
    aggregation: optional(text),
    /** How far back it looks: `5m`. @default 2m */
    timeHorizon: optional(text),
    /** Value where Google Cloud has none. @default an error */
    valueIfNull: optional(number),
    /** @deprecated Use `mode` and `value`. */
    subscriptionSize: optional(integer, {
      deprecated: { since: '2.18', removedIn: '2.20', replacement: "mode: 'SubscriptionSize' and value" },
    }),
    /** Variable with the path of a file that has the credentials. */
    credentialsFromEnvFile: optional(text),
    credentials: elsewhere({ env: true, readInMetadata: true }),
    GoogleApplicationCredentials: elsewhere(),
  },
  deprecated: { since: '2.18', replacement: 'another scaler: https://keda.sh/blog/2025-09-15-gcp-deprecations' },
  rules: [eitherOf(['subscriptionName'], ['topicName']), notBoth('subscriptionName', 'topicName')],
} satisfies Scaler;
