import { Field } from './field';
import { parseLabels, type Labels } from './label-selector';
import type { ManifestSet } from './manifest-set';

/** Label that the API server puts on every Namespace, with the Namespace's name. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';

/** The labels of a namespace: those that the tree gives it, and its name, which the API server adds to every one. */
export function namespaceLabels(manifests: ManifestSet, namespace: string): Labels {
  const declared = manifests.get({ group: '', kind: 'Namespace', namespace: '', name: namespace });
  const labels = declared === undefined ? undefined : Field.root(declared.manifest).at('metadata', 'labels').value;
  return { ...parseLabels(labels), [namespaceNameLabel]: namespace };
}
