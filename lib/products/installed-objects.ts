import { apiGroup } from '../manifest/objects/api-version';
import { Field } from '../manifest/objects/field';
import { namespaceOf } from '../manifest/objects/find-object';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import { perManifestSet } from '../manifest/objects/per-manifest-set';
import { controllers } from './controllers/controllers';

const installers = controllers.flatMap(({ installs = [] }) => installs);

/** The first object of each namespace whose controller puts the objects of a chart there. */
const firstInstallers = perManifestSet((manifests): ReadonlyMap<string, LocatedManifest> => {
  const found = new Map<string, LocatedManifest>();
  for (const { group, kind, into } of installers) {
    for (const object of manifests.ofKind(group, kind)) {
      for (const namespace of into(Field.root(object.manifest), namespaceOf(object.manifest)))
        if (!found.has(namespace)) found.set(namespace, object);
    }
  }
  return found;
});

const installingKinds: ReadonlySet<string> = new Set(installers.map(({ group, kind }) => `${group}/${kind}`));

/** Whether an object is of a kind whose controller puts objects of a chart into namespaces. */
export function isInstaller({ manifest }: LocatedManifest): boolean {
  return installingKinds.has(`${apiGroup(manifest.apiVersion)}/${manifest.kind}`);
}

/** An object whose controller puts objects that nobody sees into a namespace: any of them may be the one that is missing. */
export function installerInto(manifests: ManifestSet, namespace: string): LocatedManifest | undefined {
  return firstInstallers(manifests).get(namespace);
}
