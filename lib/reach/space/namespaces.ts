import type { Labels } from '../../manifest/objects/label-selector';
import { parseLabels } from '../../manifest/objects/label-selector';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';

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
