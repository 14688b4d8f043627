import { elsewhere, gone, number, optional, required, text } from './metadata-field';
import { eitherOf, type Scaler } from './scaler';

/** A query of MySQL. */
export const mysql = {
  type: 'mysql',
  fields: {
    /** The query, which must have one number as its result. */
    query: required(text),
    /** Value for each replica. */
    queryValue: required(number),
    /** Value above which it comes back from zero. @default 0 */
    activationQueryValue: optional(number),
    /** Host of the server. KEDA connects to it. */
    host: optional(text, { authentication: true }),
    /** Port of the server. */
    port: optional(text, { authentication: true }),
    /** User of the database. */
    username: optional(text, { authentication: true, env: true }),
    /** Name of the database. */
    dbName: optional(text, { authentication: true }),
    /** The whole connection string. */
    connectionString: elsewhere({ env: true }),
    /** Password of the user. */
    password: elsewhere({ env: true }),
    metricName: gone('2.14', 'nothing: KEDA names the metric by itself'),
  },
  rules: [eitherOf(['connectionString'], ['host', 'port', 'username', 'dbName'])],
  hostAndPort: { host: 'host', port: 'port' },
} satisfies Scaler;
