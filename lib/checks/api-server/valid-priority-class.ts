import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';

const highest = 1_000_000_000;

/** A PriorityClass of a user is below those of the cluster itself. */
export const validPriorityClass: Check = {
  id: 'valid-priority-class',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the class: its pods would push the cluster’s own components off their nodes.',
  kinds: ['scheduling.k8s.io/PriorityClass'],
  run: function* ({ manifest }) {
    const priorityClass = Field.root(manifest);
    const value = priorityClass.at('value');
    const isOfSystem = priorityClass.at('metadata', 'name').text?.startsWith('system-') === true;
    if ((value.number ?? 0) > highest && !isOfSystem) {
      const rule = `maximum allowed value of a user defined priority is ${highest}`;
      yield forbidden(value, rule, `use a value up to ${highest}`);
    }
  },
};
