import { appendTo } from '../objects/append-to';
import { Field } from '../objects/field';
import { namespaceOf } from '../objects/find-object';
import { parseLabelSelector, type LabelSelector } from '../objects/label-selector';
import type { LocatedManifest, Manifest } from '../objects/manifest';
import { outlineOf } from '../pods/outline';
import type { ManifestSet } from '../objects/manifest-set';
import { perManifestSet } from '../objects/per-manifest-set';
import type { PodTemplate } from '../pods/pod-template';
import { replicasOf } from '../pods/replicas-selected';
import { asksControllers, extentOf, type Extent } from '../pods/selected-pods';
import { policyTypesOf, type PolicyType } from './policy-types';

/** The NetworkPolicies that isolate pods of a workload in a direction, some replicas or all, in the order of the tree. */
export function isolatingPolicies(
  manifests: ManifestSet,
  workload: LocatedManifest,
  type: PolicyType,
): readonly LocatedManifest[] {
  return (byWorkload(manifests.outlines).get(outlineOf(workload)) ?? []).filter(({ manifest }) =>
    policyTypesOf(manifest).includes(type),
  );
}

/** How many of a template's pods the NetworkPolicies of the tree isolate in a direction, all policies together. */
export function isolatedExtent(manifests: ManifestSet, pod: PodTemplate, type: PolicyType): Extent {
  const selectors = isolatingPolicies(manifests, pod.owner, type).flatMap(
    ({ manifest }) => podSelectorOf(manifest) ?? [],
  );
  const named = extentOf(selectors, pod);
  const extent = named === 'some' ? extentOf(selectors, pod, replicasOf(manifests, pod)) : named;
  if (extent === 'all') return 'all';
  const perhaps = (askingPolicies(manifests).get(pod.namespace) ?? []).some(
    ({ types, selector }) => types.includes(type) && extentOf([selector], pod) === 'unknown',
  );
  return perhaps ? 'unknown' : extent;
}

/** Policies that select by labels which controllers add, by namespace: mostly none. */
const askingPolicies = perManifestSet((manifests) => {
  const found = new Map<string, { readonly selector: LabelSelector; readonly types: readonly PolicyType[] }[]>();
  for (const { manifest } of manifests.ofKind('networking.k8s.io', 'NetworkPolicy')) {
    const selector = podSelectorOf(manifest);
    if (selector === undefined || !asksControllers(selector)) continue;
    appendTo(found, namespaceOf(manifest), { selector, types: policyTypesOf(manifest) });
  }
  return found;
});

/** The pods of the tree that a NetworkPolicy selects; none where its selector cannot be read. */
export function podsOfPolicy(manifests: ManifestSet, { manifest }: LocatedManifest): readonly PodTemplate[] {
  const selector = podSelectorOf(manifest);
  return selector === undefined ? [] : manifests.podsSelectedBy(namespaceOf(manifest), selector);
}

/** A policy without a podSelector is for all pods, as the API server fills it in. */
function podSelectorOf(policy: Manifest): LabelSelector | undefined {
  const field = Field.root(policy).at('spec', 'podSelector');
  return field.isSet ? parseLabelSelector(field.value) : {};
}

const byWorkload = perManifestSet((manifests): ReadonlyMap<LocatedManifest, readonly LocatedManifest[]> => {
  const policies = new Map<LocatedManifest, LocatedManifest[]>();
  for (const policy of manifests.ofKind('networking.k8s.io', 'NetworkPolicy')) {
    for (const { owner } of podsOfPolicy(manifests, policy)) appendTo(policies, owner, policy);
  }
  return policies;
});
