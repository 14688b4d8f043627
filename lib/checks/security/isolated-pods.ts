import { appendTo } from '../../manifest/objects/append-to';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { ManifestSet } from '../../manifest/objects/manifest-set';

export type Direction = 'Egress' | 'Ingress';

/** The NetworkPolicies that isolate the Pods of a workload in a direction. */
export function isolatingPolicies(
  manifests: ManifestSet,
  workload: LocatedManifest,
  direction: Direction,
): readonly Manifest[] {
  return (byWorkload(manifests).get(workload) ?? []).filter((policy) => directionsOf(policy).includes(direction));
}

/** Without policyTypes a policy is for ingress, and for egress where it has such rules. */
function directionsOf(policy: Manifest): readonly Direction[] {
  const spec = Field.root(policy).at('spec');
  const types = spec.at('policyTypes');
  if (!types.isSet) return spec.at('egress').isSet ? ['Ingress', 'Egress'] : ['Ingress'];
  const named = types.items().map(({ text }) => text);
  return (['Ingress', 'Egress'] as const).filter((direction) => named.includes(direction));
}

const byWorkload = perManifestSet((manifests): ReadonlyMap<LocatedManifest, readonly Manifest[]> => {
  const policies = new Map<LocatedManifest, Manifest[]>();
  for (const { manifest } of manifests.ofKind('networking.k8s.io', 'NetworkPolicy')) {
    // A policy without a podSelector is for all Pods, as the API server fills it in.
    const field = Field.root(manifest).at('spec', 'podSelector');
    const selector = field.isSet ? parseLabelSelector(field.value) : {};
    if (selector === undefined) continue;
    for (const { owner } of manifests.podsSelectedBy(namespaceOf(manifest), selector)) {
      appendTo(policies, owner, manifest);
    }
  }
  return policies;
});
