import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf, type ObjectIdentity } from '../../manifest/objects/object-identity';
import type { Check } from '../check';

/** No two objects of a tree have the same group, kind, namespace and name. */
export const uniqueObject: Check = {
  id: 'unique-object',
  severity: 'error',
  profile: 'baseline',
  why: 'The second object overwrites the first when the tree is applied, and which is second depends on the tool.',
  kinds: ['*'],
  run: function* (object, { manifests }) {
    if (!Field.root(object.manifest).at('metadata', 'name').isSet) return;
    const identity = identityOf(object.manifest);
    const first = firstOf(identity, manifests).find((candidate) => candidate !== object);
    if (first === undefined) return;
    yield {
      path: 'metadata.name',
      message: `Duplicate value: ${formatIdentity({ ...identity, namespace: displayed(object) })} is in the tree already${placeOf(first)}`,
      fix: 'rename or remove one of the two',
    };
  },
};

/** The first object of an identity; in `default`, also the one that names no namespace. */
function firstOf(identity: ObjectIdentity, manifests: ManifestSet): readonly LocatedManifest[] {
  const places = identity.namespace === 'default' ? ['default', ''] : [identity.namespace];
  return places
    .map((namespace) => manifests.get({ ...identity, namespace }))
    .filter((candidate) => candidate !== undefined);
}

function displayed({ manifest }: LocatedManifest): string {
  return identityOf(manifest).namespace === '' ? '' : namespaceOf(manifest);
}

function placeOf({ origin, file }: LocatedManifest): string {
  const place = origin ?? file;
  return place === undefined ? '' : `: ${place}`;
}
