// cdk8s-blueprints/data: databases and search clusters that operators of the cluster run
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
export { SearchCluster } from './search/search-cluster';
export type { SearchConnection, SearchEnvOptions } from './search/search-cluster';
export type { KibanaProps, SearchClusterProps, SearchRole, SearchTier } from './search/search-props';
