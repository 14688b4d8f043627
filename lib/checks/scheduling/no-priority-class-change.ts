import { Field } from '../../manifest/objects/field';
import { identityOf } from '../../manifest/objects/object-identity';
import { forbidden } from '../field-error';
import type { Check } from '../check';

/** What cannot be changed of a PriorityClass is not changed. */
export const noPriorityClassChange: Check = {
  id: 'no-priority-class-change',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses another value or preemption policy for a class that is there, and the sync stops.',
  kinds: ['scheduling.k8s.io/PriorityClass'],
  *run({ manifest }, { previous }) {
    const before = previous?.get(identityOf(manifest));
    if (before === undefined) return;
    const [now, then] = [Field.root(manifest), Field.root(before.manifest)];
    for (const [name, usual] of [
      ['value', 0],
      ['preemptionPolicy', 'PreemptLowerPriority'],
    ] as const) {
      const [field, old] = [now.at(name), then.at(name)];
      if ((field.value ?? usual) === (old.value ?? usual)) continue;
      yield forbidden(
        field,
        `it was ${JSON.stringify(old.value ?? usual)}, and may not be changed`,
        'make a class with another name, and let the workloads name that one',
      );
    }
  },
};
