import { isDeepStrictEqual } from 'node:util';
import { scopeOf } from '../manifest/objects/kind-scope';
import { namespaceOf } from '../manifest/objects/find-object';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { identityKey, identityOf } from '../manifest/objects/object-identity';
import type { ChangedObject } from './plan-context';

/** The objects of two trees, by what becomes of their identities. */
export interface PairedObjects {
  readonly created: readonly LocatedManifest[];
  readonly deleted: readonly LocatedManifest[];
  /** Objects that both trees have, and not with the same fields. */
  readonly updated: readonly ChangedObject[];
}

/** Pairs objects by group, kind, namespace and name. Another version, or a group that a kind has moved to, is the same object. */
export function pairObjects(base: readonly LocatedManifest[], next: readonly LocatedManifest[]): PairedObjects {
  const old = new Map<string, LocatedManifest>();
  for (const object of base) if (!old.has(keyOf(object))) old.set(keyOf(object), object);
  const created: LocatedManifest[] = [];
  const updated: ChangedObject[] = [];
  const seen = new Set<string>();
  for (const after of next) {
    const key = keyOf(after);
    if (seen.has(key)) continue;
    seen.add(key);
    const before = old.get(key);
    old.delete(key);
    if (before === undefined) created.push(after);
    else if (!isDeepStrictEqual(before.manifest, after.manifest)) updated.push({ before, after });
  }
  return { created, deleted: [...old.values()], updated };
}

function keyOf({ manifest }: LocatedManifest): string {
  const { group, kind, name } = identityOf(manifest);
  const namespace = scopeOf(manifest) === 'Cluster' ? (manifest.metadata.namespace ?? '') : namespaceOf(manifest);
  return identityKey({ group: movedGroups[`${group}/${kind}`] ?? group, kind, namespace, name });
}

/** Kinds that API servers moved into another group: the objects are the same ones. */
const movedGroups: Readonly<Record<string, string>> = {
  'events.k8s.io/Event': '',
  'extensions/DaemonSet': 'apps',
  'extensions/Deployment': 'apps',
  'extensions/Ingress': 'networking.k8s.io',
  'extensions/NetworkPolicy': 'networking.k8s.io',
  'extensions/ReplicaSet': 'apps',
};
