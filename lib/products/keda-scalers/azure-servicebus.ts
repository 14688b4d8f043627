import { elsewhere, flag, integer, oneOf, optional, text } from './metadata-field';
import { eitherOf, notBoth, type Scaler } from './scaler';

/** Messages of a queue or subscription of Azure Service Bus. */
export const azureServicebus = {
  type: 'azure-servicebus',
  fields: {
    /** The queue. */
    queueName: optional(text),
    /** The topic, together with `subscriptionName`, instead of a queue. */
    topicName: optional(text),
    /** The subscription of the topic. */
    subscriptionName: optional(text),
    /** Messages for each replica. @default 5 */
    messageCount: optional(integer),
    /** Messages above which it comes back from zero. @default 0 */
    activationMessageCount: optional(integer),
    /** Namespace of the Service Bus: needed with a pod identity. */
    namespace: optional(text),
    /** Whether the names are regular expressions. @default false */
    useRegex: optional(flag),
    /** How the numbers of several queues become one. @default 'sum' */
    operation: optional(oneOf('sum', 'max', 'avg')),
    /** Which cloud of Azure it is. @default AzurePublicCloud */
    cloud: optional(text),
    /** Suffix of the host, for a cloud of one's own. */
    endpointSuffix: optional(text),
    connection: elsewhere({ env: true }),
  },
  rules: [
    eitherOf(['queueName'], ['topicName', 'subscriptionName']),
    notBoth('queueName', 'topicName'),
    notBoth('queueName', 'subscriptionName'),
    eitherOf(['connection'], ['namespace']),
  ],
} satisfies Scaler;
