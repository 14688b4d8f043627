import { apiGroup } from '../../manifest/objects/api-version';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { undecidedLabels, whyPerhapsSelected } from '../../manifest/pods/perhaps-selected';
import { podVariants } from '../../manifest/pods/pod-variants';
import { requirementsOf, selectsPod } from '../../manifest/pods/selects-pod';
import { installerInto } from '../../products/installed-objects';
import { madePodsIn, makesPods } from '../../products/made-pods';
import type { Problem } from '../finding';
import { perhapsSelected } from '../perhaps-selected';

/**
 * What is to be said of a selector that takes no pod template of its namespace: that it takes pods which a controller
 * makes of a custom resource of the tree (`selected`), or why that may be. Undefined where it takes nothing.
 */
export function unseenPods(
  path: string,
  selector: LabelSelector,
  namespace: string,
  manifests: ManifestSet,
): Problem | 'selected' | undefined {
  const unknown = whyPerhapsSelected(manifests, namespace, selector);
  let why = unknown;
  for (const pods of madePodsIn(manifests, namespace)) {
    for (const { labels } of podVariants(pods, [selector])) {
      const answer = selectsPod(selector, labels);
      if (answer === 'yes') return 'selected';
      if (answer === 'unknown') why ??= undecidedLabels(selector, labels, pods.owner);
    }
  }
  if (why !== undefined) return perhapsSelected(path, why);
  const maker = customResourceNamedIn(selector, namespace, manifests) ?? installerInto(manifests, namespace);
  return maker === undefined ? undefined : perhapsMade(path, maker);
}

function perhapsMade(path: string, maker: LocatedManifest): Problem {
  return {
    path,
    message: `selects no Pod of the tree; ${formatIdentity(identityOf(maker.manifest))} may make Pods that it selects`,
    fix: 'check that the controller puts these labels on the Pods',
    status: 'unproved',
    severity: 'warning',
  };
}

/**
 * The custom resource of a namespace that a label value names. Its controller may make pods with that label
 * (`cnpg.io/cluster: orders`), which no manifest of the tree shows.
 */
function customResourceNamedIn(
  selector: LabelSelector,
  namespace: string,
  manifests: ManifestSet,
): LocatedManifest | undefined {
  for (const value of requirementsOf(selector).flatMap(({ values = [] }) => values)) {
    // Without a namespace of its own, an object is created in `default`.
    const objects = [
      ...manifests.named(namespace, value),
      ...(namespace === 'default' ? manifests.named('', value) : []),
    ];
    const found = objects.findLast(({ manifest }) => mayMakePods(apiGroup(manifest.apiVersion), manifest.kind));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Kinds whose controllers make pods live in groups of other domains, or of the Gateway API. */
function mayMakePods(group: string, kind: string): boolean {
  if (group === 'gateway.networking.k8s.io' || makesPods(group, kind)) return true;
  return group.includes('.') && !group.endsWith('.k8s.io') && !policyGroups.has(group);
}

/** Groups whose other objects never make pods, though they are named like the workload that they are about. */
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
