import { objectsIn } from '../../manifest/objects/find-object';
import { identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';

/** A namespace with workloads has a ResourceQuota. */
export const requireResourceQuota: Check = {
  id: 'require-resource-quota',
  severity: 'info',
  profile: 'strict',
  why: 'One team, or one autoscaler that runs wild, takes the whole cluster, and the others cannot start a Pod.',
  kinds: ['Namespace'],
  run: function* ({ manifest }, { manifests }) {
    const { name } = identityOf(manifest);
    if (manifests.pods(name).length === 0) return;
    if (objectsIn(manifests, '', 'ResourceQuota', name).length > 0) return;
    const message = `Required value: no ResourceQuota limits what namespace ${name} may take`;
    yield { path: 'metadata.name', message, fix: 'add a ResourceQuota for requests.cpu and requests.memory' };
  },
};
