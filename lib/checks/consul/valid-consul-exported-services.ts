import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { atMostOne, saysSomething } from './one-of';

const consumers = ['peer', 'partition', 'samenessGroup'];

/** Each exported service has consumers, each of which is one peer, partition or sameness group. */
export const validConsulExportedServices: Check = {
  id: 'valid-consul-exported-services',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the object, and no service is exported.',
  kinds: ['consul.hashicorp.com/ExportedServices'],
  run: function* ({ manifest }) {
    const services = Field.root(manifest).at('spec', 'services');
    if (services.items().length === 0)
      yield required(services, 'at least one service must be exported', 'list it, or remove the object');
    for (const service of services.items()) {
      const list = service.at('consumers');
      if (list.items().length === 0) yield required(list, 'at least one consumer', 'name a peer');
      for (const consumer of list.items()) yield* consumerProblems(consumer);
    }
  },
};

function* consumerProblems(consumer: Field): Iterable<Problem> {
  if (!consumers.some((name) => saysSomething(consumer.at(name))))
    yield required(consumer.at('peer'), '', 'name a peer');
  yield* atMostOne(consumer, consumers);
  for (const name of ['peer', 'partition']) {
    if (consumer.at(name).text === '*') yield invalid(consumer.at(name), 'is no wildcard', 'name each of them');
  }
}
