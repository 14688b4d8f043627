import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Finding } from '../manifest/objects/finding';
import type { JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import type { ChartManifest } from './capability';
import type { OwnedField } from './ownership';

/** Every object of a cluster, whoever made it, before users' patches. */
export interface CompleteTree {
  readonly cluster: ClusterFacts;
  readonly manifests: readonly ChartManifest[];
  /** Who owns which field. */
  readonly owned: readonly OwnedField[];
  /** What `addDependency` says: what comes from `from`, or from below it, is applied after what comes from `to`. */
  readonly dependencies: readonly { readonly from: string; readonly to: string }[];
  /** Folder of the tree in the output folder. */
  readonly folder: string;
  /** Folder of an object in the cluster's tree: its namespace, or `_cluster`. */
  readonly folderOf: (manifest: Manifest) => string;
}

/**
 * One thing that the library knows how to do with a whole tree, whatever is in it, such as saying how a GitOps engine
 * syncs it: it sees users' own objects as well as ours, and gives back all of them.
 */
export interface TreeCapability {
  readonly name: string;
  readonly complete: (tree: CompleteTree) => CompletedTree;
}

/** The objects of a tree with what a capability made of them. */
export interface CompletedTree {
  readonly manifests: readonly ChartManifest[];
  readonly findings: readonly Finding[];
  /** Files among the objects that are no objects themselves. @default none */
  readonly files?: readonly TreeFile[];
  /** What fleet capabilities may make of it: plain data, under the capability's name. @default nothing */
  readonly told?: JsonObject;
}

/** A file that a tool looks for in a folder of the tree. */
export interface TreeFile {
  /** Within the cluster's tree: `shop/fleet.yaml`. */
  readonly file: string;
  readonly content: JsonObject;
}
