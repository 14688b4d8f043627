import type { ManifestSet } from './manifest-set';

/** An index over a whole tree that is computed on first use and kept for as long as the tree is. */
export function perManifestSet<T>(compute: (manifests: ManifestSet) => T): (manifests: ManifestSet) => T {
  const computed = new WeakMap<ManifestSet, { readonly value: T }>();
  return (manifests) => {
    const known = computed.get(manifests);
    if (known !== undefined) return known.value;
    const value = compute(manifests);
    computed.set(manifests, { value });
    return value;
  };
}
