import type { ChartManifest } from '../model/capability';
import type { Needs } from './needs';
import { comesFirst } from './sync-unit';

/** No namespace can have this name: names have no underscore. */
export const configurationFolder = '_configuration';

/**
 * Objects without a namespace that need something in one to be ready, such as a ClusterIssuer the webhook that admits it: they
 * have a folder of their own. In `_cluster`, which comes before all namespaces, that and they would wait for each other.
 */
export function configuredLater(manifests: readonly ChartManifest[], needs: Needs): ReadonlySet<ChartManifest> {
  const known = new Map<ChartManifest, boolean>();
  const isLater = (object: ChartManifest): boolean => {
    const before = known.get(object);
    if (before !== undefined) return before;
    // One that needs itself again is found where circles are.
    known.set(object, false);
    const later = needs(object).some(({ object: needed, whenReady }) =>
      hasNamespace(needed) ? whenReady : isLater(needed),
    );
    known.set(object, later);
    return later;
  };
  return new Set(
    manifests.filter((object) => !hasNamespace(object) && !comesFirst(object.manifest) && isLater(object)),
  );
}

function hasNamespace({ manifest }: ChartManifest): boolean {
  const { namespace = '' } = manifest.metadata;
  return namespace !== '';
}
