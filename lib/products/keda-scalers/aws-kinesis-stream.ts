import { awsConnection } from './aws-connection';
import { integer, optional, required, text } from './metadata-field';
import type { Scaler } from './scaler';

/** Shards of a stream of Amazon Kinesis. */
export const awsKinesisStream = {
  type: 'aws-kinesis-stream',
  fields: {
    /** The stream. */
    streamName: required(text),
    /** Shards for each replica. @default 2 */
    shardCount: optional(integer),
    /** Shards above which it comes back from zero. @default 0 */
    activationShardCount: optional(integer),
    ...awsConnection,
  },
} satisfies Scaler;
