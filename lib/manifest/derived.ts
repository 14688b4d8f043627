import type { ManifestSet } from './manifest-set';

/**
 * A value that is computed once for a set and shared by all checks, such as the schemas of its definitions.
 *
 * The only way to keep something per set: what the computation asked counts as asked by everyone who uses the value,
 * so that an incremental run sees when it changes.
 */
export function derived<T>(compute: (manifests: ManifestSet) => T): (manifests: ManifestSet) => T {
  const values = new WeakMap<ManifestSet, { readonly value: T }>();
  return (manifests) => {
    const known = values.get(manifests);
    if (known !== undefined) {
      manifests.observer?.reused(compute);
      return known.value;
    }
    const { observer } = manifests;
    const value = observer === undefined ? compute(manifests) : observer.computing(compute, () => compute(manifests));
    values.set(manifests, { value });
    return value;
  };
}
