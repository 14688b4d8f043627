import { objectsIn } from '../../manifest/objects/find-object';
import { identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';

/** A namespace with workloads has a LimitRange. */
export const requireLimitRange: Check = {
  id: 'require-limit-range',
  severity: 'info',
  profile: 'strict',
  why: 'Pods that say nothing about their resources, such as those that somebody starts by hand, get no requests and no limits.',
  kinds: ['Namespace'],
  run: function* ({ manifest }, { manifests }) {
    const { name } = identityOf(manifest);
    if (manifests.pods(name).length === 0) return;
    if (objectsIn(manifests, '', 'LimitRange', name).length > 0) return;
    const message = `Required value: no LimitRange gives the Pods of namespace ${name} defaults`;
    yield { path: 'metadata.name', message, fix: 'add a LimitRange with defaultRequest and default for containers' };
  },
};
