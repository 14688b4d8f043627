import type { GitOpsFacts } from '../fleet/git-ops-facts';
import type { Wave } from '../fleet/wave';
import type { Manifest } from '../manifest/objects/manifest';
import type { TreeFile } from '../model/tree-capability';
import type { SyncedFolder } from './synced-folder';

/** What an engine is told to sync. */
export interface SyncedCluster<F extends GitOpsFacts = GitOpsFacts> {
  readonly facts: F;
  readonly cluster: string;
  /** Folder of the cluster's tree in the repository. */
  readonly path: string;
  readonly folders: readonly SyncedFolder[];
  /** Objects that are in the engine's own namespace already. @default none */
  readonly beside?: readonly Manifest[];
  /** The wave of clusters that it belongs to. @default none */
  readonly wave?: Wave;
  /** Where the engine's own objects stand, if that is the tree of another cluster. @default the cluster's own tree */
  readonly hub?: Hub;
}

/** The cluster whose engine syncs others. */
export interface Hub {
  readonly repository: GitOpsFacts['repository'];
  /** Folder of its tree in the repository. */
  readonly path: string;
}

/** A GitOps engine: what makes it sync a tree, and what it must leave alone. A new one is a file, and a line of `engines`. */
export interface GitOpsEngine<F extends GitOpsFacts = GitOpsFacts> {
  readonly name: F['engine'];
  /** Annotations that keep an object, whatever becomes of its file. */
  readonly keeps: Readonly<Record<string, string>>;
  /**
   * Labels that it writes on every object itself, whatever its file says: another value there would be a difference that it
   * reports for ever. @default none
   */
  readonly writesLabels?: Readonly<Record<string, string>>;
  /** Longest name of a unit: engines put it into labels or into names of their own. */
  readonly nameLimit: number;
  /**
   * Annotations that put an object behind others of its unit: those of earlier waves, or those that must be ready; left out
   * where the engine has no such order.
   */
  readonly wave?: (wave: number, after: readonly Manifest[]) => Readonly<Record<string, string>>;
  /** Whether it syncs a unit after others. @default true */
  readonly ordersUnits?: boolean;
  /** The objects that make it sync a cluster, for the tree of the cluster that it runs in. */
  readonly emit: (synced: SyncedCluster<F>) => readonly Manifest[];
  /**
   * The objects that make it sync other clusters, all of them together, for the tree of the cluster that it runs in;
   * undefined where each has its own.
   *
   * @default each has its own
   */
  readonly emitOthers?: (
    hub: { readonly cluster: string; readonly facts: F },
    others: readonly SyncedCluster<F>[],
  ) => readonly Manifest[] | undefined;
  /** Files that it looks for in the folders of the synced cluster's tree. @default none */
  readonly files?: (synced: SyncedCluster<F>) => readonly TreeFile[];
}
