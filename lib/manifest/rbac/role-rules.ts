import { Field } from '../objects/field';
import { matchesSelector, parseLabels, parseLabelSelector } from '../objects/label-selector';
import type { LocatedManifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { identityOf } from '../objects/object-identity';
import { perManifestSet } from '../objects/per-manifest-set';
import { defaultClusterRoles } from './default-cluster-roles';
import { listedRules, rbacGroup, type PolicyRule } from './policy-rule';

/** A rule that a role gives, and the role that lists it: another one where roles are aggregated. */
export interface GivenRule {
  readonly rule: PolicyRule;
  readonly role: LocatedManifest;
}

/**
 * The rules that a role gives in the end: its own, or, where it is aggregated, those of all ClusterRoles that its
 * selectors match, aggregated ones among them. The controller overwrites what such a role lists itself.
 */
export function rulesOf(manifests: ManifestSet, role: LocatedManifest): readonly GivenRule[] {
  return collect(manifests, role, new Set());
}

/** The ClusterRole of a name: that of the tree, or the one that every API server has. */
export function findClusterRole(manifests: ManifestSet, name: string): LocatedManifest | undefined {
  return clusterRoles(manifests).get(name);
}

const clusterRoles = perManifestSet((manifests): ReadonlyMap<string, LocatedManifest> => {
  const all = [...defaultClusterRoles, ...manifests.ofKind(rbacGroup, 'ClusterRole')];
  return new Map(all.map((role) => [identityOf(role.manifest).name, role]));
});

function collect(manifests: ManifestSet, role: LocatedManifest, seen: Set<LocatedManifest>): readonly GivenRule[] {
  if (seen.has(role)) return [];
  seen.add(role);
  const aggregation = Field.root(role.manifest).at('aggregationRule');
  if (aggregation.map === undefined) return listedRules(role.manifest).map((rule) => ({ rule, role }));
  const selectors = aggregation
    .at('clusterRoleSelectors')
    .items()
    .map(({ value }) => parseLabelSelector(value))
    .filter((selector) => selector !== undefined);
  return [...clusterRoles(manifests).values()]
    .filter(({ manifest }) => {
      const labels = parseLabels(manifest.metadata.labels) ?? {};
      return selectors.some((selector) => matchesSelector(selector, labels));
    })
    .flatMap((member) => collect(manifests, member, seen));
}
