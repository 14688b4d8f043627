import type { ManifestSet } from './manifest-set';

/**
 * An index over a whole tree that is computed on first use and kept for as long as the tree is.
 *
 * The only way to keep something per set: what the computation asked counts as asked by everyone who uses the value,
 * so that an incremental run sees when it changes.
 */
export function perManifestSet<T>(compute: (manifests: ManifestSet) => T): (manifests: ManifestSet) => T {
  const computed = new WeakMap<ManifestSet, { readonly value: T }>();
  return (manifests) => {
    const { observer } = manifests;
    const known = computed.get(manifests);
    if (known !== undefined) {
      observer?.reused(compute);
      return known.value;
    }
    const value = observer === undefined ? compute(manifests) : observer.computing(compute, () => compute(manifests));
    computed.set(manifests, { value });
    return value;
  };
}
