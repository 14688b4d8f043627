import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { consulGroup, isCommunityEdition } from './config-entry';

const names: Readonly<Record<string, string>> = {
  ControlPlaneRequestLimit: 'controlplanerequestlimit',
  ExportedServices: 'default',
  Mesh: 'mesh',
  ProxyDefaults: 'global',
};

/** Kinds of which Consul has one each carry the name that Consul expects. */
export const validConsulSingletonName: Check = {
  id: 'valid-consul-singleton-name',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the object, so that the settings of the whole mesh stay what they were.',
  kinds: Object.keys(names).map((kind) => `${consulGroup}/${kind}`),
  run: function* ({ manifest }, { cluster }) {
    const expected = names[manifest.kind];
    const name = Field.root(manifest).at('metadata', 'name');
    // In Enterprise, exported services go by the partition, whose name no fact carries.
    if (manifest.kind === 'ExportedServices' && !isCommunityEdition(cluster)) return;
    if (expected !== undefined && name.text !== expected) {
      yield invalid(name, `must be ${JSON.stringify(expected)}: there is one per cluster`, `rename it to ${expected}`);
    }
  },
};
