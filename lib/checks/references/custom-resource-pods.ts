import { apiGroup } from '../../manifest/objects/api-version';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';

/**
 * The custom resource of a namespace that one of these label values names. Its controller may make pods with that
 * label (`cnpg.io/cluster: orders`), which no manifest of the tree shows.
 */
export function customResourceNamedIn(
  values: readonly string[],
  namespace: string,
  manifests: ManifestSet,
): string | undefined {
  for (const value of values) {
    // Without a namespace of its own, an object is created in `default`.
    const objects = [
      ...manifests.named(namespace, value),
      ...(namespace === 'default' ? manifests.named('', value) : []),
    ];
    const found = objects.findLast(({ manifest }) => isCustom(apiGroup(manifest.apiVersion)));
    if (found !== undefined) return formatIdentity(identityOf(found.manifest));
  }
  return undefined;
}

/** Kinds whose controllers make pods live in groups of other domains, or of the Gateway API. */
function isCustom(group: string): boolean {
  if (group === 'gateway.networking.k8s.io') return true;
  return group.includes('.') && !group.endsWith('.k8s.io') && !policyGroups.has(group);
}

/** Groups whose objects never make pods, though they are named like the workload that they are about. */
const policyGroups: ReadonlySet<string> = new Set([
  'autoscaling.k8s.io',
  'cert-manager.io',
  'cilium.io',
  'external-secrets.io',
  'keda.sh',
  'linkerd.io',
  'monitoring.coreos.com',
  'networking.istio.io',
  'policy.linkerd.io',
  'projectcalico.org',
  'security.istio.io',
  'telemetry.istio.io',
]);
