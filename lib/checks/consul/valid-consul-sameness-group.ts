import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { duplicate, invalid, required } from '../field-error';
import { atMostOne, saysSomething } from './one-of';

/** A group of partitions and peers has members, each once, and stands in the default namespace. */
export const validConsulSamenessGroup: Check = {
  id: 'valid-consul-sameness-group',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the SamenessGroup, so that nothing fails over to its members.',
  kinds: ['consul.hashicorp.com/SamenessGroup'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const members = spec.at('members').items();
    const namespace = namespaceOf(manifest);
    if (namespace !== '' && namespace !== 'default') {
      yield invalid(Field.root(manifest).at('metadata', 'namespace'), 'must be "default"', 'move it there');
    }
    if (members.length === 0) yield required(spec.at('members'), 'at least one member', 'name partitions or peers');
    const seen = new Set<string>();
    for (const member of members) {
      const [partition, peer] = [member.at('partition'), member.at('peer')];
      if (!saysSomething(partition) && !saysSomething(peer))
        yield required(member, 'must have a partition or a peer', 'name one');
      yield* atMostOne(member, ['partition', 'peer']);
      const identity = `${partition.text ?? ''}/${peer.text ?? ''}`;
      if (seen.has(identity)) yield duplicate(member, 'list each member once');
      seen.add(identity);
    }
  },
};
