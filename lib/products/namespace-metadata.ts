import { Field } from '../manifest/objects/field';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { Metadata } from './mesh-product';

/** The labels and annotations of a namespace, as far as the tree has it. */
export function namespaceMetadata(manifests: ManifestSet, name: string): Metadata {
  const found = manifests.get({ group: '', kind: 'Namespace', namespace: '', name });
  const metadata = Field.at('metadata', found?.manifest.metadata);
  return { labels: metadata.at('labels'), annotations: metadata.at('annotations') };
}
