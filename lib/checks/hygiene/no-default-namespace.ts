import { Field } from '../../manifest/objects/field';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import { outlineOf } from '../../manifest/pods/outline';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { Check } from '../check';

/** No workload is put into the namespace `default`. Reported once a tree. */
export const noDefaultNamespace: Check = {
  id: 'no-default-namespace',
  severity: 'warning',
  profile: 'production',
  why: 'Nobody owns the namespace: no quota, no policy, no Pod Security level, and a name that every other team may take.',
  kinds: podOwningKinds,
  run: function* (object, { manifests }) {
    if (firstInDefault(manifests.outlines) !== outlineOf(object)) return;
    const { path, isSet } = Field.root(object.manifest).at('metadata', 'namespace');
    const message = isSet
      ? 'Invalid value: "default"'
      : 'Required value: the namespace is "default" where nothing is said';
    yield { path, message, fix: 'give the application a namespace' };
  },
};

const firstInDefault = perManifestSet((manifests): LocatedManifest | undefined => manifests.pods('default')[0]?.owner);
