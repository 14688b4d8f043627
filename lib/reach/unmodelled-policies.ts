import { Field } from '../manifest/field';
import type { LocatedManifest } from '../manifest/manifest';
import type { ManifestSet } from '../manifest/manifest-set';
import { policyName } from './policy-name';

/** Kinds that decide what a network lets through, or which networks there are, in words that are not modelled here. */
const unmodelledKinds: readonly (readonly [group: string, kind: string])[] = [
  ['crd.antrea.io', 'ClusterNetworkPolicy'],
  ['crd.antrea.io', 'NetworkPolicy'],
  ['crd.projectcalico.org', 'GlobalNetworkPolicy'],
  ['crd.projectcalico.org', 'NetworkPolicy'],
  ['extensions', 'NetworkPolicy'],
  ['k8s.ovn.org', 'ClusterUserDefinedNetwork'],
  ['k8s.ovn.org', 'EgressFirewall'],
  ['k8s.ovn.org', 'UserDefinedNetwork'],
  ['network.openshift.io', 'EgressNetworkPolicy'],
  ['networking.gke.io', 'FQDNNetworkPolicy'],
  ['networking.k8s.aws', 'ApplicationNetworkPolicy'],
  ['networking.k8s.aws', 'ClusterNetworkPolicy'],
  ['projectcalico.org', 'GlobalNetworkPolicy'],
  ['projectcalico.org', 'NetworkPolicy'],
];

/** Policies of a tree that no answer takes into account: the cluster may let through less than it says, or more. */
export function unmodelledPolicies(manifests: ManifestSet): readonly string[] {
  const ofOtherKinds = unmodelledKinds.flatMap(([group, kind]) => manifests.ofKind(group, kind));
  const ofNodes = manifests.ofKind('cilium.io', 'CiliumClusterwideNetworkPolicy').filter(selectsNodes);
  return [...ofOtherKinds, ...ofNodes].map(({ manifest }) => {
    const namespaced = manifest.metadata.namespace !== undefined;
    return `${policyName(manifest, namespaced)} (${manifest.apiVersion})`;
  });
}

function selectsNodes({ manifest }: LocatedManifest): boolean {
  return Field.root(manifest).at('spec', 'nodeSelector').isSet;
}
