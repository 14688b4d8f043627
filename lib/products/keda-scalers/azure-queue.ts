import { elsewhere, integer, oneOf, optional, required, text } from './metadata-field';
import { eitherOf, type Scaler } from './scaler';

/** Messages of a queue of Azure Storage. */
export const azureQueue = {
  type: 'azure-queue',
  fields: {
    /** The queue. */
    queueName: required(text),
    /** Messages for each replica. @default 5 */
    queueLength: optional(integer),
    /** Messages above which it comes back from zero. @default 0 */
    activationQueueLength: optional(integer),
    /** The storage account: needed with a pod identity. */
    accountName: optional(text),
    /** Which messages count. @default 'all' */
    queueLengthStrategy: optional(oneOf('all', 'visibleonly')),
    /** Which cloud of Azure it is. @default AzurePublicCloud */
    cloud: optional(text),
    /** Suffix of the host, for a cloud of one's own. */
    endpointSuffix: optional(text),
    connection: elsewhere({ env: true, readInMetadata: true }),
  },
  rules: [eitherOf(['connection'], ['accountName'])],
} satisfies Scaler;
