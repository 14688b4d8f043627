import type { ClusterFacts } from '../fleet/cluster-facts';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { FactsCatalog } from '../schema/facts/facts-catalog';
import type { ControlledField } from './plan-tree';
import type { ChangedSettings } from './settings/changed-settings';

/** What is known of a cluster while the objects of two trees are compared. */
export interface PlanContext {
  readonly cluster: ClusterFacts;
  /** The same by what the old tree says of it. */
  readonly clusterBefore: ClusterFacts;
  /** What the cluster serves after the change. */
  readonly schemas: FactsCatalog;
  /** The objects of each state that may matter. */
  readonly base: ManifestSet;
  readonly next: ManifestSet;
  /** Fields that controllers decide, by the identity of their object. */
  readonly controlled: ReadonlyMap<string, readonly ControlledField[]>;
  readonly settings: ChangedSettings;
}

/** The two states of one object. */
export interface ChangedObject {
  readonly before: LocatedManifest;
  readonly after: LocatedManifest;
}
