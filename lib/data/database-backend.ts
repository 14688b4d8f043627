import type { DatabaseOperator, OperatorFacts } from '../fleet/facts/operators';
import type { ClusterFacts } from '../fleet/cluster-facts';
import type { ShapeProblem } from '../fleet/shape';
import type { Manifest } from '../manifest/objects/manifest';
import type { Labels } from '../manifest/objects/label-selector';
import type { MetricsModel } from '../model/workload-model';
import type { PortModel } from '../model/port-model';
import type { DatabaseEngine, DatabaseProps } from './database-props';
import type { DatabaseFeature } from './database-features';

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

/** Some pods that an operator makes for a database, and whom they need. */
export interface DatabasePods {
  /** Name of the pods, as policies have it. */
  readonly name: string;
  /** The object that they are made of. */
  readonly controller: { readonly group: string; readonly kind: string; readonly name: string };
  readonly selectorLabels: Labels;
  readonly serviceAccountName: string;
  /** What they listen on for clients and for monitoring. */
  readonly ports: readonly PortModel[];
  readonly service?: string;
  readonly metrics?: MetricsModel;
  readonly runsToCompletion?: true;
  /** Ports that the operator calls. */
  readonly fromOperator?: readonly number[];
  /** Ports that all other pods of the database call. */
  readonly fromSiblings?: readonly number[];
  readonly toApiServer?: true;
  /** Whether they write or read backups. */
  readonly toBuckets?: true;
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
  readonly pods: readonly [DatabasePods, ...DatabasePods[]];
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
