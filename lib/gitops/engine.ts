import type { GitOpsFacts } from '../fleet/git-ops-facts';
import type { Manifest } from '../manifest/objects/manifest';
import type { OwnedField } from '../model/ownership';
import type { SyncUnit } from './sync-unit';

/** What an engine is told to sync. */
export interface SyncedCluster<F extends GitOpsFacts = GitOpsFacts> {
  readonly facts: F;
  readonly cluster: string;
  /** Folder of the cluster's tree in the repository. */
  readonly path: string;
  readonly units: readonly SyncUnit[];
  /** Fields that a controller decides at run time: the engine leaves them alone. */
  readonly leftToControllers: readonly OwnedField[];
}

/** A GitOps engine: what makes it sync a tree, and what it must leave alone. A new one is a file, and a line of `engines`. */
export interface GitOpsEngine<F extends GitOpsFacts = GitOpsFacts> {
  readonly name: F['engine'];
  /** Annotations that keep an object, whatever becomes of its file. */
  readonly keeps: Readonly<Record<string, string>>;
  /** Longest name of a unit: engines put it into labels or into names of their own. */
  readonly nameLimit: number;
  /** Annotations that put an object behind those of earlier waves of its unit; left out where the engine has no such order. */
  readonly wave?: (wave: number) => Readonly<Record<string, string>>;
  readonly emit: (synced: SyncedCluster<F>) => readonly Manifest[];
}
