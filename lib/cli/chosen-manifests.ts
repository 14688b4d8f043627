import { matchesPath } from './matches-path';
import { scopeOf } from '../manifest/objects/kind-scope';
import { ManifestSet } from '../manifest/objects/manifest-set';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { sourceLocation } from '../report/source-location';
import type { ReadTree } from './cluster-trees';

/** What of a tree counts, as the command line says it. */
export interface ChosenManifests {
  /** Namespace of objects that live in one and name none, as `kubectl apply --namespace` has it. */
  readonly namespace?: string | undefined;
  /** Files that are left out: patterns with `*` and `**`. */
  readonly exclude?: readonly string[] | undefined;
}

/** The objects that count, and where they live. What is left out is left out of everything: other objects do not see it. */
export function chosenManifests(tree: ReadTree, { namespace, exclude = [] }: ChosenManifests): ReadTree {
  const isChosen = (file: string | undefined): boolean =>
    file === undefined || !exclude.some((pattern) => matchesPath(pattern, file));
  const manifests = exclude.length === 0 ? tree.manifests : tree.manifests.filter(({ file }) => isChosen(file));
  const findings =
    exclude.length === 0
      ? tree.findings
      : tree.findings.filter(({ origin }) => isChosen(sourceLocation(origin)?.file ?? origin));
  return { ...tree, findings, manifests: namespace === undefined ? manifests : inNamespace(manifests, namespace) };
}

function inNamespace(manifests: readonly LocatedManifest[], namespace: string): readonly LocatedManifest[] {
  const definitions = new ManifestSet(manifests);
  return manifests.map((object) => {
    const { manifest } = object;
    if (manifest.metadata.namespace !== undefined || scopeOf(manifest, definitions) === 'Cluster') return object;
    return { ...object, manifest: { ...manifest, metadata: { ...manifest.metadata, namespace } } };
  });
}
