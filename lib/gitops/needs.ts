import type { LocatedManifest } from '../manifest/objects/manifest';
import { ManifestSet } from '../manifest/objects/manifest-set';
import type { ChartManifest } from '../model/capability';
import { neededObjects } from '../products/order/needed-objects';

/** What an object of the tree needs of another one, whatever anybody has declared. */
export interface Need {
  readonly object: ChartManifest;
  readonly whenReady: boolean;
}

/** What each object of a tree needs of the others: read once, for the order of folders and of the objects in them. */
export type Needs = (object: ChartManifest) => readonly Need[];

/** The needs of the objects of a tree. */
export function needsOf(manifests: readonly ChartManifest[]): Needs {
  const set = new ManifestSet(manifests);
  const own = new Map<LocatedManifest, ChartManifest>(manifests.map((object) => [object, object]));
  const known = new Map<ChartManifest, readonly Need[]>();
  return (object) => {
    const found =
      known.get(object) ??
      neededObjects(object, set).flatMap(({ object: needed, whenReady }) => {
        const there = own.get(needed);
        return there === undefined ? [] : [{ object: there, whenReady }];
      });
    known.set(object, found);
    return found;
  };
}
