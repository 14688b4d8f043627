import { Field } from '../../manifest/objects/field';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';
import { duplicate } from '../field-error';
import { configEntryKinds, consulGroup, consulNameOf, findConfigEntry, isCommunityEdition } from './config-entry';

/** In the community edition, a config entry has one home: all Kubernetes namespaces share Consul's one namespace. */
export const uniqueConsulConfigEntry: Check = {
  id: 'unique-consul-config-entry',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the second object of one kind and name, in whichever namespace it is.',
  kinds: configEntryKinds.map((kind) => `${consulGroup}/${kind}`),
  run: function* (object, { manifests, cluster }) {
    const kind = configEntryKinds.find((known) => known === object.manifest.kind);
    const name = consulNameOf(object);
    if (kind === undefined || name === undefined || !isCommunityEdition(cluster)) return;
    const first = findConfigEntry(manifests, kind, name);
    if (first === undefined || first === object) return;
    const path = kind === 'ServiceIntentions' ? ['spec', 'destination', 'name'] : ['metadata', 'name'];
    yield duplicate(
      Field.root(object.manifest).at(...path),
      `merge it into ${formatIdentity(identityOf(first.manifest))}`,
    );
  },
};
