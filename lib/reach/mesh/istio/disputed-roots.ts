import { namespaceOf } from '../../../manifest/objects/find-object';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import type { PolicyProblem } from '../../policies/policy-problem';

const meshWideKinds = [
  ['security.istio.io', 'AuthorizationPolicy'],
  ['security.istio.io', 'PeerAuthentication'],
  ['networking.istio.io', 'DestinationRule'],
  ['networking.istio.io', 'Sidecar'],
] as const;

/**
 * Policies that are for the whole mesh by one configuration of it, and for their namespace alone by another: who is bound by
 * them, nobody can say.
 */
export function disputedRoots(manifests: ManifestSet, rootNamespaces: readonly string[]): readonly PolicyProblem[] {
  if (rootNamespaces.length < 2) return [];
  return meshWideKinds
    .flatMap(([group, kind]) => manifests.ofKind(group, kind))
    .filter(({ manifest }) => rootNamespaces.includes(namespaceOf(manifest)))
    .map((object) => ({
      object,
      path: 'metadata.namespace',
      message: `Forbidden: the configurations of Istio in the tree do not agree whether it is for the whole mesh: rootNamespace is ${rootNamespaces.join(' in one, and in another ')}`,
      fix: 'let all of them name one rootNamespace, or put one mesh into a tree',
    }));
}
