import { clientCertificate } from './client-certificate';
import { elsewhere, number, optional, required, requiredAnywhere, text } from './metadata-field';
import { eitherOf, type Scaler } from './scaler';

/** A query of MongoDB. */
export const mongodb = {
  type: 'mongodb',
  fields: {
    /** Name of the database. */
    dbName: requiredAnywhere(text, { authentication: true }),
    /** The collection that is asked. */
    collection: required(text),
    /** The query, as JSON: the number of documents that match counts. */
    query: required(text),
    /** Documents for each replica. */
    queryValue: required(number),
    /** Documents above which it comes back from zero. @default 0 */
    activationQueryValue: optional(number),
    /** `mongodb` or `mongodb+srv`. @default 'mongodb' */
    scheme: optional(text, { authentication: true }),
    /** Host of the server. KEDA connects to it. */
    host: optional(text, { authentication: true }),
    /** Port of the server. */
    port: optional(text, { authentication: true }),
    /** User of the database. */
    username: optional(text, { authentication: true }),
    /** The whole connection string. */
    connectionString: elsewhere({ env: true, readInMetadata: true }),
    /** Password of the user. */
    password: elsewhere({ env: true, readInMetadata: true }),
    tls: elsewhere({ since: '2.19' }),
    ...clientCertificate,
  },
  rules: [eitherOf(['connectionString'], ['host', 'port', 'username', 'password'])],
  hostAndPort: { host: 'host', port: 'port' },
} satisfies Scaler;
