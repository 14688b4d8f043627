import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import type { Problem } from '../finding';
import { configEntryKinds, consulGroup, isCommunityEdition } from './config-entry';
import { saysSomething } from './one-of';

const enterpriseFields = ['namespace', 'partition', 'samenessGroup', 'prioritizeByLocality', 'rateLimits'];
const enterpriseExtensions = ['builtin/fault-injection'];

/** In the community edition, no config entry uses namespaces, partitions, or what else only Enterprise has. */
export const noConsulEnterpriseField: Check = {
  id: 'no-consul-enterprise-field',
  severity: 'error',
  profile: 'baseline',
  why: 'The community edition rejects the object, or stores the field and does nothing with it.',
  assumptions: ['a cluster whose facts do not say "enterprise" runs the community edition'],
  kinds: [...configEntryKinds, 'SamenessGroup'].map((kind) => `${consulGroup}/${kind}`),
  run: function* ({ manifest }, { cluster }) {
    if (!isCommunityEdition(cluster)) return;
    if (manifest.kind === 'SamenessGroup') {
      yield forbidden(
        Field.root(manifest).at('kind'),
        'is part of Consul Enterprise',
        'list peers as failover targets',
      );
    }
    yield* problemsBelow(Field.root(manifest).at('spec'));
  },
};

function* problemsBelow(field: Field): Iterable<Problem> {
  for (const item of field.items()) yield* problemsBelow(item);
  for (const name of Object.keys(field.map ?? {})) {
    // What is below is not ours to judge: names of headers, of subsets, settings of a proxy.
    if (name === 'config' || name === 'set' || name === 'add' || name === 'arguments') continue;
    const child = field.at(name);
    if (enterpriseFields.includes(name) && saysSomething(child)) {
      yield forbidden(child, 'needs Consul Enterprise', 'remove it, or say that the cluster runs edition "enterprise"');
    } else if (name === 'name' && enterpriseExtensions.includes(child.text ?? '')) {
      yield forbidden(child, 'needs Consul Enterprise', 'inject faults in the workload');
    } else yield* problemsBelow(child);
  }
}
