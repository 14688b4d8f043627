import type { ClusterModel } from '../model/cluster-model';

/** An index over a whole cluster that is computed on first use: whoever asks for every workload stays linear. */
export function perClusterModel<T>(compute: (model: ClusterModel) => T): (model: ClusterModel) => T {
  const computed = new WeakMap<ClusterModel, { readonly value: T }>();
  return (model) => {
    const known = computed.get(model);
    if (known !== undefined) return known.value;
    const value = compute(model);
    computed.set(model, { value });
    return value;
  };
}
