import type { StorageClassFacts } from '../../fleet/facts/storage-classes';
import { Field } from '../../manifest/objects/field';
import { identityOf } from '../../manifest/objects/object-identity';
import type { ManifestSet } from '../../manifest/objects/manifest-set';

/**
 * The class of claims that name none, of those in the tree and those that the cluster is said to have. Of several, the
 * API server takes the one that was made last: which is not known.
 */
export function defaultClass(manifests: ManifestSet, declared: readonly StorageClassFacts[]): string | undefined {
  const inTree = manifests
    .ofKind('storage.k8s.io', 'StorageClass')
    .filter(({ manifest }) => Field.root(manifest).at('metadata', 'annotations').entry(defaultMark).text === 'true')
    .map(({ manifest }) => identityOf(manifest).name);
  const [only, ...others] = new Set([
    ...inTree,
    ...declared.flatMap((each) => (each.default === true ? each.name : [])),
  ]);
  return others.length === 0 ? only : undefined;
}

const defaultMark = 'storageclass.kubernetes.io/is-default-class';
