import { appendTo } from '../../manifest/objects/append-to';
import { isolatingPolicies } from '../../manifest/network/isolating-policies';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { listNames } from '../list-names';
import { podCheck } from '../pod-check';

/** Every pod is isolated: it takes the connections that a NetworkPolicy allows. Reported once a namespace. */
export const requireNetworkPolicy: Check = podCheck({
  id: 'require-network-policy',
  severity: 'warning',
  profile: 'production',
  why: 'Every Pod of the cluster may connect to it: whoever breaks into one has a way to all of them.',
  assumptions: ['the host network is not subject to NetworkPolicies'],
  problems: function* ({ spec, template }, { manifests, cluster }) {
    if (!cluster.network.cni.networkPolicy || spec.at('hostNetwork').boolean === true) return;
    const open = openPods(manifests).get(template.namespace) ?? [];
    if (open[0]?.owner !== template.owner) return;
    const names = listNames(open.map(({ owner }) => formatIdentity(identityOf(owner.manifest))));
    yield {
      path: template.metadataPath,
      message: `Required value: no NetworkPolicy limits who may connect to ${names}`,
      fix: `add a policy to namespace ${template.namespace} that selects all Pods and allows nothing, and then one for each connection`,
    };
  },
});

/** The pods of each namespace that no policy isolates; none where policies of another kind may. */
const openPods = perManifestSet((manifests): ReadonlyMap<string, readonly PodTemplate[]> => {
  const open = new Map<string, PodTemplate[]>();
  if (otherPolicyKinds.some(([group, kind]) => manifests.ofKind(group, kind).length > 0)) return open;
  for (const pod of manifests.pods()) {
    if (pod.spec.hostNetwork === true || isolatingPolicies(manifests, pod.owner, 'Ingress').length > 0) continue;
    appendTo(open, pod.namespace, pod);
  }
  return open;
});

/** Policies of network plugins, and of the cluster, can isolate Pods as well. */
const otherPolicyKinds = [
  ['cilium.io', 'CiliumClusterwideNetworkPolicy'],
  ['cilium.io', 'CiliumNetworkPolicy'],
  ['crd.projectcalico.org', 'GlobalNetworkPolicy'],
  ['policy.networking.k8s.io', 'AdminNetworkPolicy'],
  ['policy.networking.k8s.io', 'BaselineAdminNetworkPolicy'],
  ['policy.networking.k8s.io', 'ClusterNetworkPolicy'],
  ['projectcalico.org', 'GlobalNetworkPolicy'],
  ['projectcalico.org', 'NetworkPolicy'],
] as const;
