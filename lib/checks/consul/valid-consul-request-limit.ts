import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, negative, unsupported } from '../field-error';

const modes = ['permissive', 'enforcing', 'disabled'];
const areas = [
  ...['acl', 'catalog', 'configEntry', 'connectCA', 'coordinate', 'discoveryChain', 'health', 'intention', 'kv'],
  ...['tenancy', 'preparedQuery', 'session', 'txn'],
];

/** Limits of requests to the servers let some be written. */
export const validConsulRequestLimit: Check = {
  id: 'valid-consul-request-limit',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the ControlPlaneRequestLimit, so that its servers keep their limits, or have none.',
  kinds: ['consul.hashicorp.com/ControlPlaneRequestLimit'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    if (!modes.includes(spec.at('mode').text ?? '')) yield unsupported(spec.at('mode'), modes, 'use a supported mode');
    for (const limits of [spec, ...areas.map((area) => spec.at(area)).filter(({ isSet }) => isSet)]) {
      const write = limits.at('writeRate');
      yield* negative(limits.at('readRate'));
      if ((write.number ?? 0) <= 0)
        yield invalid(write, 'must be greater than 0', 'say how many writes a second', write.number ?? 0);
    }
  },
};
