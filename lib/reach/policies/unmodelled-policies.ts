import { Field } from '../../manifest/objects/field';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
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

/** A policy that may let through more than answers say, or less. */
export interface UnmodelledPolicy {
  /** `NetworkPolicy shop/cart (projectcalico.org/v3)`. */
  readonly name: string;
  /** Left out where it is about every namespace. */
  readonly namespace?: string;
  readonly about: 'pods' | 'nodes';
}

/** Policies of a tree that no answer takes into account: the cluster may let through less than it says, or more. */
export function unmodelledPolicies(manifests: ManifestSet): readonly UnmodelledPolicy[] {
  const ofOtherKinds = unmodelledKinds.flatMap(([group, kind]) => manifests.ofKind(group, kind));
  const ofNodes = manifests.ofKind('cilium.io', 'CiliumClusterwideNetworkPolicy').filter(selectsNodes);
  return [
    ...ofOtherKinds.map(({ manifest }) => described(manifest, 'pods')),
    ...ofNodes.map(({ manifest }) => described(manifest, 'nodes')),
  ];
}

function described(manifest: Manifest, about: UnmodelledPolicy['about']): UnmodelledPolicy {
  const { namespace } = manifest.metadata;
  const name = `${policyName(manifest, namespace !== undefined)} (${manifest.apiVersion})`;
  return { name, about, ...(namespace === undefined ? {} : { namespace }) };
}

function selectsNodes({ manifest }: LocatedManifest): boolean {
  return Field.root(manifest).at('spec', 'nodeSelector').isSet;
}
