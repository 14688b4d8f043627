import type { Duration, Size } from 'cdk8s';
import type { DatabaseOperator } from '../fleet/facts/operators';
import { databaseOperators } from '../fleet/facts/operators';
import { dnsLabel } from '../fleet/name-rules';
import {
  fieldsOf,
  flag,
  kubernetesFields,
  listOf,
  oneOf,
  positiveDuration,
  size,
  text,
  textLike,
  textMap,
  wholeNumberFrom,
} from '../fleet/shape';
import { cronScheduleError } from '../manifest/grammar/cron-schedule';
import { peerShape, type PeerLike } from '../model/to-peer';
import type { ResourceRequirements } from '../workload/container-fields';

/** A database: what it is, how it survives, and who uses it, whatever operator the cluster runs. */
export interface DatabaseProps {
  /** Name of the cluster of databases, and the beginning of its Services' names. @default the construct's id */
  readonly name?: string;
  /** What it speaks. */
  readonly engine: DatabaseEngine;
  /** Version of the engine: `17` or `17.5` for PostgreSQL, `8.4` for MySQL. */
  readonly version: string;
  /** The operator that runs it. @default the first of the cluster's `operators` that serves the engine */
  readonly operator?: DatabaseOperator;
  /** Image of the engine. Pin a tag or a digest. @default the operator's image of that version */
  readonly image?: string;
  /** How many servers there are; one of them writes. @default 3 in production-tier environments, else 1 */
  readonly instances?: number;
  /** The volume of each server. */
  readonly storage: DatabaseStorage;
  /** Requests and limits of each server. None are invented. @default none */
  readonly resources?: ResourceRequirements;
  /** What of it survives the loss of a node or a zone. */
  readonly highAvailability?: DatabaseHighAvailability;
  /** The database that the application uses. Its owner has the same name. @default the name, with _ for - */
  readonly database?: string;
  /** Further databases. @default none */
  readonly databases?: readonly FurtherDatabase[];
  /** Further users, with passwords in Secrets. @default none */
  readonly users?: readonly DatabaseUser[];
  /** Settings of the engine, in its own words. @default those of the operator */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Copies of all data outside of the cluster. @default none */
  readonly backup?: DatabaseBackup;
  /** What keeps connections between clients and servers. @default none */
  readonly pooler?: DatabasePooler;
  /** The certificate that servers show. @default one that the operator makes */
  readonly tls?: DatabaseTls;
  /** The backup that it begins with. @default it begins empty */
  readonly restore?: DatabaseRestore;
}

/** What databases are spoken. */
export type DatabaseEngine = 'mysql' | 'postgresql';

/** The volume of each server. */
export interface DatabaseStorage {
  /** How large it is. It may grow, where its StorageClass lets it. */
  readonly size: Size;
  /** Its StorageClass. @default the cluster's default class */
  readonly storageClassName?: string;
  /** How large a volume of its own for the write-ahead log is. @default the log is with the data */
  readonly walSize?: Size;
}

/** What survives the loss of a node or a zone. */
export interface DatabaseHighAvailability {
  /** How many other servers have a change before it is confirmed. @default 0: a change that was confirmed may be lost */
  readonly synchronousReplicas?: number;
  /**
   * What happens while too few servers are there: changes wait (`required`), or are confirmed all the same (`preferred`).
   *
   * @default 'required'
   */
  readonly durability?: 'preferred' | 'required';
  /** Whether servers are spread over the zones. @default true where the cluster has several */
  readonly zones?: boolean;
}

/** A database beside the first. */
export interface FurtherDatabase {
  readonly name: string;
  /** The user that owns it: that of the first database, or one of `users`. */
  readonly owner: string;
}

/** A user of the database. */
export interface DatabaseUser {
  readonly name: string;
  /** A Secret of the namespace with the fields `username` and `password`. */
  readonly secretName: string;
}

/** A bucket. */
export interface DatabaseBucket {
  /** Where in which bucket: `s3://backups/orders`. */
  readonly path: string;
  /** URL of the store, where it is not AWS. @default AWS */
  readonly endpoint?: string;
  /** The Secret with the keys of the store. @default the identity of the ServiceAccount */
  readonly credentials?: BucketCredentials;
  /** Where it is reached: an ExternalService's `peer`, or addresses of `Peers`. Network policies open the way. */
  readonly peer: PeerLike;
}

/** A Secret with the keys of a store. */
export interface BucketCredentials {
  readonly secretName: string;
  /** @default 'ACCESS_KEY_ID' */
  readonly accessKeyIdKey?: string;
  /** @default 'SECRET_ACCESS_KEY' */
  readonly secretAccessKeyKey?: string;
}

/** Copies of all data. */
export interface DatabaseBackup extends DatabaseBucket {
  /** When a copy of everything is made, as a CronJob has it: five fields. */
  readonly schedule: string;
  /** How long copies are kept, in whole days. */
  readonly retention: Duration;
  /** Whether every change is copied as well, so that any moment can be restored. @default true where the operator can */
  readonly pointInTime?: boolean;
}

/** What keeps connections between clients and servers. */
export interface DatabasePooler {
  /** How many pods it has. @default 2 */
  readonly instances?: number;
  /** Whether a client has a connection for as long as it stays, or for a transaction. @default 'transaction' */
  readonly mode?: 'session' | 'transaction';
}

/** The certificate that servers show. */
export interface DatabaseTls {
  /** A Secret of the namespace with `tls.crt` and `tls.key`. */
  readonly secretName: string;
  /** A Secret with `ca.crt`, by which clients know it. */
  readonly caSecretName: string;
}

/** The backup that a database begins with. */
export interface DatabaseRestore extends DatabaseBucket {
  /** Name of the database that the backup is of. */
  readonly from: string;
  /** The moment that it is brought back to: `2027-01-31T12:00:00Z`. @default the last one */
  readonly at?: string;
}

const bucket = {
  path: textLike(/^s3:\/\/[^\s]{1,1000}$/, 'a place in a bucket, such as s3://backups/orders'),
  'endpoint?': textLike(/^https?:\/\/[^\s]{1,1000}$/, 'a URL, such as https://minio.storage:9000'),
  'credentials?': fieldsOf<BucketCredentials>({
    secretName: text,
    'accessKeyIdKey?': text,
    'secretAccessKeyKey?': text,
  }),
  peer: peerShape,
};
const identifier = textLike(/^[a-z_][a-z0-9_]{0,62}$/, 'a name of lower case letters, digits and _');

/** What JavaScript may say of a database. */
export const databaseShape = fieldsOf<DatabaseProps>({
  'name?': dnsLabel,
  engine: oneOf('mysql', 'postgresql'),
  version: textLike(/^\d{1,3}(\.\d{1,3}){0,3}$/, 'a version, such as "17" or "8.4"'),
  'operator?': oneOf(...databaseOperators),
  'image?': text,
  'instances?': wholeNumberFrom(1, 9),
  storage: fieldsOf<DatabaseStorage>({ size, 'storageClassName?': text, 'walSize?': size }),
  'resources?': kubernetesFields,
  'highAvailability?': fieldsOf<DatabaseHighAvailability>({
    'synchronousReplicas?': wholeNumberFrom(0, 8),
    'durability?': oneOf('preferred', 'required'),
    'zones?': flag,
  }),
  'database?': identifier,
  'databases?': listOf(fieldsOf<FurtherDatabase>({ name: identifier, owner: identifier })),
  'users?': listOf(fieldsOf<DatabaseUser>({ name: identifier, secretName: text })),
  'parameters?': textMap,
  'backup?': fieldsOf<DatabaseBackup>({
    ...bucket,
    schedule: (value, path) => {
      const error = typeof value === 'string' ? cronScheduleError(value) : 'must be a string';
      return error === undefined
        ? undefined
        : { path, message: `Invalid value: ${error}`, fix: 'write five fields, such as "0 3 * * *"' };
    },
    retention: positiveDuration,
    'pointInTime?': flag,
  }),
  'pooler?': fieldsOf<DatabasePooler>({ 'instances?': wholeNumberFrom(1), 'mode?': oneOf('session', 'transaction') }),
  'tls?': fieldsOf<DatabaseTls>({ secretName: text, caSecretName: text }),
  'restore?': fieldsOf<DatabaseRestore>({
    ...bucket,
    from: dnsLabel,
    'at?': textLike(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'a moment in UTC, such as 2027-01-31T12:00:00Z'),
  }),
});
