import { fields, listOf, text } from '../fleet/shape';
import { apiGroup } from '../manifest/objects/api-version';
import { compareText } from '../manifest/objects/compare-text';
import type { JsonObject } from '../manifest/objects/json';
import { identityKey, identityOf } from '../manifest/objects/object-identity';
import type { OwnedField } from '../model/ownership';
import { pointersTo } from './json-pointer';
import type { SyncUnit } from './sync-unit';

/** What an engine needs to know of a folder, as plain data: the tree may be that of another cluster, and gone by now. */
export interface SyncedFolder extends JsonObject {
  /** Name of its unit. */
  readonly name: string;
  readonly folder: string;
  readonly namespace?: string;
  /** The kinds of its objects. */
  readonly kinds: readonly SyncedKind[];
  /** Names of the units that are synced before it. */
  readonly after: readonly string[];
  /** Fields of its objects that controllers decide at run time: the engine leaves them alone. */
  readonly leftToControllers: readonly LeftField[];
}

export interface SyncedKind extends JsonObject {
  readonly group: string;
  readonly kind: string;
}

export interface LeftField extends SyncedKind {
  readonly namespace: string;
  readonly name: string;
  /** Path of the field: `spec.replicas`, `spec.containers[cart].resources`. */
  readonly path: string;
  /** Where the tree has a first value of it, as JSON pointers; none where it is left out. */
  readonly at: readonly string[];
}

/** How a folder is checked where an inventory says it. */
export const syncedFolderShape = fields({
  name: text,
  folder: text,
  'namespace?': text,
  kinds: listOf(fields({ group: text, kind: text })),
  after: listOf(text),
  leftToControllers: listOf(
    fields({ group: text, kind: text, namespace: text, name: text, path: text, at: listOf(text) }),
  ),
});

/** Whether a value is what `syncedFolder` makes, of several units. */
export function isSyncedFolders(value: unknown): value is readonly SyncedFolder[] {
  return listOf(syncedFolderShape)(value, 'folders') === undefined;
}

/** What of a unit its engine needs to know. */
export function syncedFolder(unit: SyncUnit, owned: readonly OwnedField[]): SyncedFolder {
  const { name, folder, namespace, manifests, after } = unit;
  const own = new Map(manifests.map(({ manifest }) => [identityKey(identityOf(manifest)), manifest]));
  return {
    name,
    folder,
    ...(namespace === undefined ? {} : { namespace }),
    kinds: distinctKinds(
      manifests.map(({ manifest: { apiVersion, kind } }) => ({ group: apiGroup(apiVersion), kind })),
    ),
    after,
    leftToControllers: owned.flatMap(({ object, path, claim }) => {
      const manifest = own.get(identityKey(object));
      if (manifest === undefined || !('leftTo' in claim)) return [];
      const { group, kind, namespace: of, name: named } = object;
      return [{ group, kind, namespace: of, name: named, path, at: pointersTo(manifest, path) }];
    }),
  };
}

/** Each kind once, by group and name. */
export function distinctKinds(kinds: readonly SyncedKind[]): readonly SyncedKind[] {
  const byName = new Map(kinds.map(({ group, kind }) => [`${group}/${kind}`, { group, kind }]));
  return [...byName].sort(([one], [other]) => compareText(one, other)).map(([, kind]) => kind);
}
