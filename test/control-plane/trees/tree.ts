import type { DescribedCluster } from '../../../lib/cli/cluster-facts-file';
import type { LocatedManifest } from '../../../lib/manifest/objects/manifest';

/** One object of a tree, and the text that would be sent to the server for it. */
export interface TreeObject extends LocatedManifest {
  /** The YAML document as it stands in the file: the server reads it with its own parser, not with ours. */
  readonly text: string;
}

/** What one cluster would be given: everything that stands or falls together. */
export interface Tree {
  /** How messages name it: `dist/online-boutique/prod/prod-euw1`. */
  readonly name: string;
  /** Kubernetes version of the cluster that the tree is for; left out where the tree does not say. */
  readonly kubernetesVersion?: string;
  /** Channel of the Gateway API that the cluster runs; `standard` when left out. */
  readonly gatewayApi?: 'standard' | 'experimental';
  /** What its inventory says of the cluster; left out for trees that have none. */
  readonly facts?: DescribedCluster;
  readonly objects: readonly TreeObject[];
}
