import { containersOf } from '../../manifest/pods/containers';
import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import { meshRecords } from '../../products/mesh-records';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { isInjected } from './injection';

/** No container of an injected pod runs as the user of the proxy. */
export const noMeshProxyUser: Check = {
  id: 'no-mesh-proxy-user',
  severity: 'error',
  profile: 'baseline',
  why: 'What the user of the proxy sends is not redirected to the proxy, so that the container is outside of the mesh: no mTLS, no policy.',
  kinds: podOwningKinds,
  run: function* (object, { manifests, cluster }) {
    const pod = podTemplateOf(object);
    if (pod === undefined || cluster.mesh === undefined || !isInjected(pod, manifests, cluster.mesh)) return;
    const user = meshRecords[cluster.mesh.product].proxy.user;
    const spec = Field.at(pod.specPath, pod.spec);
    for (const holder of [spec, ...containersOf(spec).map(({ field }) => field)]) {
      const field = holder.at('securityContext', 'runAsUser');
      if (field.number === user)
        yield invalid(field, `is the user of ${cluster.mesh.product}'s proxy`, 'run as another user');
    }
  },
};
