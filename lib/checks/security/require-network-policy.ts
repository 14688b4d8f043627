import { appendTo } from '../../manifest/objects/append-to';
import { isolatedExtent } from '../../manifest/network/isolating-policies';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { outlineOf } from '../../manifest/pods/outline';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import type { Extent } from '../../manifest/pods/selected-pods';
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
    const path = template.metadataPath;
    const owner = outlineOf(template.owner);
    const fix = `add a policy to namespace ${template.namespace} that selects all Pods and allows nothing, and then one for each connection`;
    const open = openPods(manifests.outlines).get(template.namespace) ?? [];
    if (open[0]?.owner === owner) {
      yield { path, message: `Required value: no NetworkPolicy limits who may connect to ${namesOf(open)}`, fix };
    }
    const perhaps = perhapsOpenPods(manifests.outlines).get(template.namespace) ?? [];
    if (perhaps[0]?.owner === owner) {
      const message = `Required value: whether a NetworkPolicy limits who may connect to ${namesOf(perhaps)} depends on labels that are set when the Pods are created`;
      yield { path, message, fix, status: 'unproved' };
    }
  },
});

/** The pods of each namespace of which no policy isolates some; none where policies of another kind may. */
const openPods = perManifestSet((manifests) => podsIsolated(manifests, ['none', 'some']));
const perhapsOpenPods = perManifestSet((manifests) => podsIsolated(manifests, ['unknown']));

function podsIsolated(manifests: ManifestSet, extents: readonly Extent[]): ReadonlyMap<string, readonly PodTemplate[]> {
  const found = new Map<string, PodTemplate[]>();
  if (otherPolicyKinds.some(([group, kind]) => manifests.ofKind(group, kind).length > 0)) return found;
  for (const pod of manifests.pods()) {
    if (pod.spec.hostNetwork === true || !extents.includes(isolatedExtent(manifests, pod, 'Ingress'))) continue;
    appendTo(found, pod.namespace, pod);
  }
  return found;
}

function namesOf(pods: readonly PodTemplate[]): string {
  return listNames(pods.map(({ owner }) => formatIdentity(identityOf(owner.manifest))));
}

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
