import type { DatabaseOperator, OperatorFacts } from '../fleet/facts/operators';
import type { ClusterFacts } from '../fleet/cluster-facts';
import type { ShapeProblem } from '../fleet/shape';
import type { Manifest } from '../manifest/objects/manifest';
import type { DatabaseEngine, DatabaseProps } from './database-props';
import type { DatabaseFeature } from './database-features';
import type { OperatedPods } from './operated-pods';

/** A database with every default filled in, and where it stands. */
export interface DatabaseModel extends DatabaseProps {
  readonly name: string;
  readonly namespace: string;
  readonly instances: number;
  readonly database: string;
  /** Whether servers are spread over zones. */
  readonly spreadsZones: boolean;
  readonly cluster: ClusterFacts;
  readonly runs: OperatorFacts;
}

/** How clients reach a database. */
export interface DatabaseConnection {
  /** Where writes go. */
  readonly host: string;
  /** Where reads may go; left out where one server does both. */
  readonly readHost?: string;
  readonly port: number;
  /** Name of the database. */
  readonly database: string;
  /** The Secret with the name and the password of its owner. */
  readonly secretName: string;
  /** The fields of the Secret. */
  readonly keys: { readonly username: string; readonly password: string };
}

/** What is made of a database for one operator. */
export interface BuiltDatabase {
  readonly manifests: readonly Manifest[];
  /** All pods of it: first those that clients connect to. */
  readonly pods: readonly [OperatedPods, ...OperatedPods[]];
  readonly connection: DatabaseConnection;
}

/** An operator of databases. */
export interface DatabaseBackend {
  readonly product: DatabaseOperator;
  readonly engine: DatabaseEngine;
  /** Versions of the engine that it runs: the first parts of their numbers. */
  readonly versions: readonly string[];
  /** What it can do, or why it cannot. */
  readonly can: Readonly<Record<DatabaseFeature, true | string>>;
  /** What this installation of it lacks for what is asked. @default nothing */
  readonly lacks?: (model: DatabaseModel) => ShapeProblem | undefined;
  readonly build: (model: DatabaseModel) => BuiltDatabase;
}
