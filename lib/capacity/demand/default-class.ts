import type { StorageClassFacts } from '../../fleet/facts/storage-classes';
import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';

/** The class of claims that name none. Of several, the API server takes the one that was made last: which is not known. */
export function defaultClass(manifests: ManifestSet, declared: readonly StorageClassFacts[]): string | undefined {
  const inTree = manifests
    .ofKind('storage.k8s.io', 'StorageClass')
    .filter(({ manifest }) => Field.root(manifest).at('metadata', 'annotations').entry(defaultMark).text === 'true');
  const [only, ...others] = declared.filter((each) => each.default === true);
  return inTree.length + others.length === 0 ? only?.name : undefined;
}

const defaultMark = 'storageclass.kubernetes.io/is-default-class';
