import { scopeOf } from '../manifest/objects/kind-scope';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { ChartManifest } from '../model/capability';

/** Takes the namespace that cdk8s gives to every object away from those that live outside namespaces. */
export function stampScope(entry: ChartManifest, definitions: ManifestSet): ChartManifest {
  const { manifest } = entry;
  if (manifest.metadata.namespace === undefined || scopeOf(manifest, definitions) === 'Namespaced') return entry;
  const { namespace: _, ...metadata } = manifest.metadata;
  return { ...entry, manifest: { ...manifest, metadata } };
}
