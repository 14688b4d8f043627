import { Field } from './field';
import type { LocatedManifest } from './manifest';
import type { ManifestSet } from './manifest-set';
import { perManifestSet } from './per-manifest-set';

/** The CustomResourceDefinition of the tree that makes a kind known to the API server. */
export function definitionOf(manifests: ManifestSet, group: string, kind: string): LocatedManifest | undefined {
  return definitions(manifests).get(`${group}/${kind}`);
}

const definitions = perManifestSet((manifests): ReadonlyMap<string, LocatedManifest> => {
  const byKind = new Map<string, LocatedManifest>();
  for (const object of manifests.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')) {
    const spec = Field.root(object.manifest).at('spec');
    byKind.set(`${spec.at('group').text}/${spec.at('names', 'kind').text}`, object);
  }
  return byKind;
});
