import { integer, optional, required, text } from './metadata-field';
import { redisAddress, redisConnection } from './redis-connection';
import type { Scaler } from './scaler';

/** Items of a list of Redis. */
export const redis = {
  type: 'redis',
  fields: {
    /** The list. */
    listName: required(text),
    /** Items for each replica. @default 5 */
    listLength: optional(integer),
    /** Items above which it comes back from zero. @default 0 */
    activationListLength: optional(integer),
    ...redisConnection,
  },
  rules: [redisAddress],
  hostAndPort: { host: 'host', port: 'port' },
} satisfies Scaler;
