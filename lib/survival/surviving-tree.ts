import type { LocatedManifest } from '../manifest/objects/manifest';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { Reachability } from '../reach/questions/reachability';

/** The committed tree of one cluster, and what is known of the cluster. */
export interface CommittedTree {
  readonly cluster: string;
  /** Empty where nobody says it. */
  readonly environment: string;
  readonly region: string | undefined;
  /** The cluster whose GitOps engine brings changes to this one, if that is another one. */
  readonly syncedBy: string | undefined;
  readonly manifests: ManifestSet;
  /** What may talk to what there. Asked only of clusters that are lost. */
  readonly reachability: () => Reachability;
}

/** A workload in one cluster. */
export interface Copy {
  readonly tree: CommittedTree;
  readonly object: LocatedManifest;
}
