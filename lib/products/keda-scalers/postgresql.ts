import { elsewhere, number, optional, required, text } from './metadata-field';
import { eitherOf, type Scaler } from './scaler';

/** A query of PostgreSQL. */
export const postgresql = {
  type: 'postgresql',
  fields: {
    /** The query, which must have one number as its result. */
    query: required(text),
    /** Value for each replica. */
    targetQueryValue: required(number),
    /** Value above which it comes back from zero. @default 0 */
    activationTargetQueryValue: optional(number),
    /** Host of the server. KEDA connects to it. */
    host: optional(text, { authentication: true }),
    /** Port of the server. */
    port: optional(text, { authentication: true }),
    /** User of the database. */
    userName: optional(text, { authentication: true }),
    /** Name of the database. */
    dbName: optional(text, { authentication: true }),
    /** How the connection is encrypted: `disable`, `require`, `verify-full` … */
    sslmode: optional(text, { authentication: true }),
    /** The whole connection string. */
    connection: elsewhere({ env: true }),
    /** Password of the user. */
    password: elsewhere({ env: true }),
  },
  rules: [eitherOf(['connection'], ['host', 'port', 'userName', 'dbName', 'sslmode'])],
  hostAndPort: { host: 'host', port: 'port' },
} satisfies Scaler;
