import { namespaceOf } from '../../manifest/objects/find-object';
import { replicasSelectedBy } from '../../manifest/pods/replicas-selected';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { unseenPods } from '../references/unseen-pods';
import { selectedLabels, selectorField } from './selected-workloads';

/** The selector of a policy of Istio selects pods of its namespace. */
export const requireIstioSelectedPods: Check = {
  id: 'require-istio-selected-pods',
  severity: 'warning',
  profile: 'baseline',
  why: 'A policy that selects no pod does nothing, which for a security policy means that the pods it was written for are open.',
  kinds: [
    'networking.istio.io/EnvoyFilter',
    'networking.istio.io/Sidecar',
    'security.istio.io/AuthorizationPolicy',
    'security.istio.io/PeerAuthentication',
    'security.istio.io/RequestAuthentication',
    'telemetry.istio.io/Telemetry',
  ],
  run: function* (object, { manifests, cluster }) {
    const labels = selectedLabels(object);
    const namespace = namespaceOf(object.manifest);
    const field = selectorField(object);
    // In the root namespace a selector reaches pods of every namespace, and gateways are often installed apart.
    const isRoot = namespace === (cluster.mesh?.product === 'istio' ? cluster.mesh.rootNamespace : 'istio-system');
    if (labels === undefined || isRoot) return;
    if (labels['gateway.networking.k8s.io/gateway-name'] !== undefined) {
      yield invalid(field, 'does nothing for a Gateway of the Gateway API', 'name the Gateway under targetRefs');
    } else if (
      manifests.pods(namespace).length > 0 &&
      replicasSelectedBy(manifests, namespace, { matchLabels: labels }).length === 0
    ) {
      const unseen = unseenPods(field.path, { matchLabels: labels }, namespace, manifests);
      if (unseen === 'selected') return;
      yield unseen ?? invalid(field, `no pod of ${namespace} has these labels`, 'correct the labels');
    }
  },
};
