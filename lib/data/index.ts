// cdk8s-blueprints/data: databases that operators of the cluster run
export { Database } from './database';
export type { DatabaseConnection } from './database-backend';
export type {
  BucketCredentials,
  DatabaseBackup,
  DatabaseBucket,
  DatabaseEngine,
  DatabaseHighAvailability,
  DatabasePooler,
  DatabaseProps,
  DatabaseRestore,
  DatabaseStorage,
  DatabaseTls,
  DatabaseUser,
  FurtherDatabase,
} from './database-props';
