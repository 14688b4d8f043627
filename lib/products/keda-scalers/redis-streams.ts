import { integer, optional, required, text } from './metadata-field';
import { redisAddress, redisConnection } from './redis-connection';
import { needs, type Scaler } from './scaler';

/** Entries of a stream of Redis. */
export const redisStreams = {
  type: 'redis-streams',
  fields: {
    /** The stream. */
    stream: required(text),
    /** The consumer group: needed for pending entries and for lag. */
    consumerGroup: optional(text),
    /** Pending entries for each replica. @default 5, where there is a consumer group */
    pendingEntriesCount: optional(integer),
    /** Entries for each replica, where there is no consumer group. @default 5 */
    streamLength: optional(integer),
    /** Lag of the consumer group for each replica. From Redis 7 on. */
    lagCount: optional(integer),
    /** Lag above which it comes back from zero. @default 0 */
    activationLagCount: optional(integer),
    ...redisConnection,
  },
  rules: [redisAddress, needs('pendingEntriesCount', 'consumerGroup'), needs('lagCount', 'consumerGroup')],
  hostAndPort: { host: 'host', port: 'port' },
} satisfies Scaler;
