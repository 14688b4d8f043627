import { appendTo } from '../objects/append-to';
import { Field } from '../objects/field';
import { namespaceOf } from '../objects/find-object';
import { parseLabelSelector } from '../objects/label-selector';
import type { LocatedManifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { perManifestSet } from '../objects/per-manifest-set';
import type { PodTemplate } from '../pods/pod-template';
import { policyTypesOf, type PolicyType } from './policy-types';

/** The NetworkPolicies that isolate the pods of a workload in a direction, in the order of the tree. */
export function isolatingPolicies(
  manifests: ManifestSet,
  workload: LocatedManifest,
  type: PolicyType,
): readonly LocatedManifest[] {
  return (byWorkload(manifests).get(workload) ?? []).filter(({ manifest }) => policyTypesOf(manifest).includes(type));
}

/** The pods of the tree that a NetworkPolicy selects; none where its selector cannot be read. */
export function podsOfPolicy(manifests: ManifestSet, { manifest }: LocatedManifest): readonly PodTemplate[] {
  // A policy without a podSelector is for all pods, as the API server fills it in.
  const field = Field.root(manifest).at('spec', 'podSelector');
  const selector = field.isSet ? parseLabelSelector(field.value) : {};
  return selector === undefined ? [] : manifests.podsSelectedBy(namespaceOf(manifest), selector);
}

const byWorkload = perManifestSet((manifests): ReadonlyMap<LocatedManifest, readonly LocatedManifest[]> => {
  const policies = new Map<LocatedManifest, LocatedManifest[]>();
  for (const policy of manifests.ofKind('networking.k8s.io', 'NetworkPolicy')) {
    for (const { owner } of podsOfPolicy(manifests, policy)) appendTo(policies, owner, policy);
  }
  return policies;
});
