import { namespaceOf } from './find-object';
import type { LocatedManifest } from './manifest';
import { perManifestSet } from './per-manifest-set';
import type { ManifestSet } from './manifest-set';
import type { PodTemplate } from './pod-template';
import { serviceSelectorOf } from './service-ports';

/** The Services that send to a pod, in the order of the tree. */
export function servicesOfPod(pod: PodTemplate, manifests: ManifestSet): readonly LocatedManifest[] {
  return servicesByOwner(manifests).get(pod.owner) ?? [];
}

const servicesByOwner = perManifestSet((manifests) => {
  const services = new Map<LocatedManifest, LocatedManifest[]>();
  for (const service of manifests.ofKind('', 'Service')) {
    const matchLabels = serviceSelectorOf(service.manifest);
    if (matchLabels === undefined) continue;
    for (const { owner } of manifests.podsSelectedBy(namespaceOf(service.manifest), { matchLabels })) {
      const known = services.get(owner);
      if (known === undefined) services.set(owner, [service]);
      else known.push(service);
    }
  }
  return services;
});
