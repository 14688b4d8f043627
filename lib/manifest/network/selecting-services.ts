import { appendTo } from '../objects/append-to';
import { namespaceOf } from '../objects/find-object';
import type { LocatedManifest } from '../objects/manifest';
import { outlineOf } from '../pods/outline';
import type { ManifestSet } from '../objects/manifest-set';
import { perManifestSet } from '../objects/per-manifest-set';
import { serviceSelectorOf } from './service-ports';

/** The Services of a tree that send traffic to the Pods of a workload. */
export function servicesSelecting(manifests: ManifestSet, workload: LocatedManifest): readonly LocatedManifest[] {
  return servicesByWorkload(manifests.outlines).get(outlineOf(workload)) ?? [];
}

const servicesByWorkload = perManifestSet((manifests): ReadonlyMap<LocatedManifest, readonly LocatedManifest[]> => {
  const byWorkload = new Map<LocatedManifest, LocatedManifest[]>();
  for (const service of manifests.ofKind('', 'Service')) {
    const matchLabels = serviceSelectorOf(service.manifest);
    if (matchLabels === undefined) continue;
    for (const { owner } of manifests.podsSelectedBy(namespaceOf(service.manifest), { matchLabels })) {
      appendTo(byWorkload, owner, service);
    }
  }
  return byWorkload;
});
