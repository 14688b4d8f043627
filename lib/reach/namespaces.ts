import type { Labels } from '../manifest/label-selector';
import { parseLabels } from '../manifest/label-selector';
import type { ManifestSet } from '../manifest/manifest-set';
import { namespaceNameLabel } from '../manifest/namespace-labels';

/** Labels by namespace, for every namespace that something of the tree is in. */
export function namespaceLabels(manifests: ManifestSet, names: Iterable<string>): ReadonlyMap<string, Labels> {
  const found = new Map<string, Labels>();
  for (const name of names) found.set(name, { [namespaceNameLabel]: name });
  for (const { manifest } of manifests.ofKind('', 'Namespace')) {
    const name = manifest.metadata.name ?? '';
    found.set(name, { ...parseLabels(manifest.metadata.labels), [namespaceNameLabel]: name });
  }
  return found;
}
