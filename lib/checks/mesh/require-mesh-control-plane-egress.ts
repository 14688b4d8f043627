import { isolatingPolicies, podsOfPolicy } from '../../manifest/network/isolating-policies';
import { policyTypesOf } from '../../manifest/network/policy-types';
import { Field } from '../../manifest/objects/field';
import { matchesSelector, parseLabelSelector } from '../../manifest/objects/label-selector';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceLabels } from '../../manifest/objects/namespace-labels';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { meshRecords } from '../../products/mesh-records';
import type { Check } from '../check';
import { required } from '../field-error';
import { isInjected } from './injection';
import { opensTcp } from './network-policy-rule';

/** Pods of the mesh whose egress is limited reach the control plane. */
export const requireMeshControlPlaneEgress: Check = {
  id: 'require-mesh-control-plane-egress',
  severity: 'error',
  profile: 'baseline',
  why: 'A proxy that does not reach its control plane gets neither a certificate nor its configuration: the pod never becomes ready, or loses its identity when the certificate ends.',
  assumptions: ['a rule for addresses (ipBlock) includes the control plane'],
  kinds: ['networking.k8s.io/NetworkPolicy'],
  run: function* (object, { manifests, cluster: { mesh } }) {
    if (mesh === undefined || !policyTypesOf(object.manifest).includes('Egress')) return;
    for (const pod of podsOfPolicy(manifests, object).filter((selected) => isInjected(selected, manifests, mesh))) {
      const policies = isolatingPolicies(manifests, pod.owner, 'Egress');
      // All policies of a pod add up; the first one speaks for them.
      if (policies[0] !== object) continue;
      const rules = policies.flatMap(({ manifest }) => Field.root(manifest).at('spec', 'egress').items());
      const toControlPlane = rules.filter((rule) => reaches(rule, mesh.rootNamespace, manifests));
      const closed = meshRecords[mesh.product].controlPlanePorts.filter(
        (port) => !toControlPlane.some((rule) => opensTcp(rule, port)),
      );
      if (closed.length === 0) continue;
      yield required(
        Field.root(object.manifest).at('spec', 'egress'),
        `the proxy of ${formatIdentity(identityOf(pod.owner.manifest))} cannot reach TCP ${closed.join(', ')} in ${mesh.rootNamespace}`,
        `allow TCP ${closed.join(', ')} to the namespace ${mesh.rootNamespace}`,
      );
    }
  },
};

function reaches(rule: Field, namespace: string, manifests: ManifestSet): boolean {
  const peers = rule.at('to').items();
  return (
    peers.length === 0 ||
    peers.some((peer) => {
      if (peer.at('ipBlock').isSet) return true;
      const selector = parseLabelSelector(peer.at('namespaceSelector').value);
      return selector !== undefined && matchesSelector(selector, namespaceLabels(manifests, namespace));
    })
  );
}
