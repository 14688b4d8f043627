import type { RecordedSetting } from '../fleet/recorded-settings';
import { ManifestSet } from '../manifest/objects/manifest-set';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { ObjectIdentity } from '../manifest/objects/object-identity';

/** A field that is left to a controller, as the ledger of an inventory keeps it. */
export interface ControlledField {
  readonly object: ObjectIdentity;
  /** With items of lists by name: `spec.template.spec.containers[cart].resources`. */
  readonly path: string;
  /** Such as `HorizontalPodAutoscaler shop/cart`. */
  readonly owner: string;
}

/** Objects whose text has a kind, and a word among others. */
export interface RelatedQuery {
  /** All kinds when left out. */
  readonly kinds?: readonly string[];
  /** Words of which one must stand in the object; no word when left out. */
  readonly words?: ReadonlySet<string>;
}

/** One state of a cluster, of which only those objects are read that somebody asks for. */
export interface PlanTree {
  /** Objects that the other tree does not have byte for byte. */
  readonly changed: readonly LocatedManifest[];
  /** The objects that a plan needs beside the changed ones, and these; perhaps some more. */
  readonly related: (queries: readonly RelatedQuery[]) => ManifestSet;
  /** Every object. */
  readonly all: () => ManifestSet;
  /** How many objects there are; of files that nobody read, each counts as one. */
  readonly count: number;
  readonly controlled: readonly ControlledField[];
  /** Where settings have their values from, as the inventory keeps it. */
  readonly settings: readonly RecordedSetting[];
}

/** A tree that is in memory as a whole. */
export function wholeTree(
  manifests: readonly LocatedManifest[],
  { controlled = [], settings = [] }: Partial<Pick<PlanTree, 'controlled' | 'settings'>> = {},
): PlanTree {
  const set = new ManifestSet(manifests);
  return { changed: manifests, related: () => set, all: () => set, count: manifests.length, controlled, settings };
}
