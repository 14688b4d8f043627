import { apiGroup } from '../manifest/objects/api-version';
import { Field } from '../manifest/objects/field';
import { namespaceOf } from '../manifest/objects/find-object';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import { identityKey, identityOf, type ObjectIdentity } from '../manifest/objects/object-identity';
import { perManifestSet } from '../manifest/objects/per-manifest-set';
import { controllers } from './controllers/controllers';

const makers = controllers.flatMap(({ makes = [] }) => makes);

/** The objects that the controllers of a tree's custom resources will make, with the object that asks for each. */
const madeObjects = perManifestSet((manifests): ReadonlyMap<string, LocatedManifest> => {
  const made = new Map<string, LocatedManifest>();
  for (const maker of makers) {
    for (const object of manifests.ofKind(maker.group, maker.kind)) {
      const { name: makerName } = identityOf(object.manifest);
      const namespace = maker.inEveryNamespace === true ? '*' : namespaceOf(object.manifest);
      for (const { group = '', kind, name } of maker.names(Field.root(object.manifest), makerName)) {
        if (name !== undefined) made.set(identityKey({ group, kind, namespace, name }), object);
      }
    }
  }
  return made;
});

/** The object whose controller makes the one with this identity. */
export function makerOf(manifests: ManifestSet, identity: ObjectIdentity): LocatedManifest | undefined {
  const made = madeObjects(manifests);
  return made.get(identityKey(identity)) ?? made.get(identityKey({ ...identity, namespace: '*' }));
}

const inertKinds: ReadonlySet<string> = new Set(controllers.flatMap(({ makesNothingOf = [] }) => makesNothingOf));

/** Whether it is known that no controller makes anything of an object. */
export function makesNothing({ manifest }: LocatedManifest): boolean {
  return inertKinds.has(`${apiGroup(manifest.apiVersion)}/${manifest.kind}`);
}
