import type { LocatedManifest } from '../../manifest/objects/manifest';
import { exactText } from '../../manifest/objects/exact-integer';
import { identityKey, identityOf } from '../../manifest/objects/object-identity';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PolicyProblem } from '../policies/policy-problem';

/** Objects that are there twice and differ: whatever is answered holds for one of them, and the cluster keeps either. */
export function repeatedObjects(manifests: ManifestSet): readonly PolicyProblem[] {
  const owners = new Set(manifests.pods().map(({ owner }) => owner));
  const objects = [...manifests.ofKind('', 'Namespace'), ...manifests.ofKind('', 'Service'), ...owners];
  const first = new Map<string, LocatedManifest>();
  return objects.flatMap((object) => {
    const { generateName, name } = object.manifest.metadata;
    if (name === undefined && generateName !== undefined) return [];
    const key = identityKey(identityOf(object.manifest));
    const other = first.get(key);
    if (other === undefined) first.set(key, object);
    if (other === undefined || exactText(other.manifest) === exactText(object.manifest)) return [];
    const where = other.file ?? other.origin;
    return {
      object,
      path: 'metadata.name',
      message: `Duplicate value: ${JSON.stringify(name ?? '')}: the cluster keeps one of them${where === undefined ? '' : `, and another is in ${where}`}`,
      fix: 'rename one of them, or leave one out of what is read',
    };
  });
}
