import type { LocatedManifest, Manifest } from './manifest';
import type { ManifestSet } from './manifest-set';
import type { ObjectIdentity } from './object-identity';

/** The namespace that a namespaced object is created in: `default` where its metadata names none. */
export function namespaceOf(manifest: Manifest): string {
  const { namespace } = manifest.metadata;
  return typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
}

/** The object that a reference means. An object without a namespace is taken to be in `default`. */
export function findObject(manifests: ManifestSet, identity: ObjectIdentity): LocatedManifest | undefined {
  const found = manifests.get(identity);
  if (found !== undefined || identity.namespace !== 'default') return found;
  return manifests.get({ ...identity, namespace: '' });
}

/** All objects of a namespaced kind in one namespace; those that name no namespace are in `default`. */
export function objectsIn(
  manifests: ManifestSet,
  group: string,
  kind: string,
  namespace: string,
): readonly LocatedManifest[] {
  const named = manifests.ofKind(group, kind, namespace);
  return namespace === 'default' ? [...named, ...manifests.ofKind(group, kind, '')] : named;
}
