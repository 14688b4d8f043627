import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** At most one PriorityClass of a cluster is the default. */
export const uniqueDefaultPriorityClass: Check = {
  id: 'unique-default-priority-class',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses a second default; where it got in all the same, Pods get the lowest of them.',
  kinds: ['scheduling.k8s.io/PriorityClass'],
  *run(object, { manifests }) {
    const defaults = manifests
      .ofKind('scheduling.k8s.io', 'PriorityClass')
      .filter(({ manifest }) => Field.root(manifest).at('globalDefault').value === true);
    const [first] = defaults;
    if (first === undefined || first === object || !defaults.includes(object)) return;
    yield {
      path: 'globalDefault',
      message: `Duplicate value: true: ${first.manifest.metadata.name ?? ''} is the default already`,
      fix: 'leave globalDefault to one of them',
    };
  },
};
