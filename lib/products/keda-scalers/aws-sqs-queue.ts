import { awsConnection } from './aws-connection';
import { flag, integer, optional, requiredAnywhere, text } from './metadata-field';
import type { Scaler } from './scaler';

/** Messages of a queue of Amazon SQS. */
export const awsSqsQueue = {
  type: 'aws-sqs-queue',
  fields: {
    /** URL or name of the queue. */
    queueURL: requiredAnywhere(text, { env: true }),
    /** Messages for each replica. @default 5 */
    queueLength: optional(integer),
    /** Messages above which it comes back from zero. @default 0 */
    activationQueueLength: optional(integer),
    /** Whether messages in flight count. @default true */
    scaleOnInFlight: optional(flag),
    /** Whether delayed messages count. @default false */
    scaleOnDelayed: optional(flag),
    ...awsConnection,
  },
} satisfies Scaler;
