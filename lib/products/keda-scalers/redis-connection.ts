import { elsewhere, flag, integer, optional, text } from './metadata-field';
import { eitherOf } from './scaler';

/** Where a Redis is, and how KEDA says who it is. */
export const redisConnection = {
  /** Where Redis listens: `host:port`. KEDA connects to it. */
  address: optional(text, { env: true, authentication: true, address: 'hosts' }),
  /** Host of Redis, where it is given apart from the port. */
  host: optional(text, { env: true, authentication: true }),
  /** Port of Redis, where it is given apart from the host. */
  port: optional(text, { env: true, authentication: true }),
  /** The same as `address`, by its other name. */
  addresses: optional(text, { env: true, authentication: true, address: 'hosts' }),
  /** The same as `host`, by its other name. */
  hosts: optional(text, { env: true, authentication: true }),
  /** The same as `port`, by its other name. */
  ports: optional(text, { env: true, authentication: true }),
  /** User of Redis. */
  username: optional(text, { env: true, authentication: true }),
  /** Number of the database. @default 0 */
  databaseIndex: optional(integer),
  /** Whether KEDA and Redis speak TLS. @default false */
  enableTLS: optional(flag),
  /** Whether any certificate of the server is accepted. @default false */
  unsafeSsl: optional(flag),
  /** Password of the user. */
  password: elsewhere({ env: true, readInMetadata: true }),
  tls: elsewhere(),
  ca: elsewhere(),
  cert: elsewhere(),
  key: elsewhere(),
  keyPassword: elsewhere(),
};

/** An address, or its two parts. */
export const redisAddress = eitherOf(['address'], ['host', 'port'], ['addresses'], ['hosts', 'ports']);
