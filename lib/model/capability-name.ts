import type { ClusterModel } from './cluster-model';

/**
 * The name of a capability, typed by what it resolves: whoever reads that names the capability, and gets the type.
 * It stands apart from the capability, in a room that both may import.
 */
export class CapabilityName<M> {
  private readonly resolutions = new WeakMap<ClusterModel, { readonly model: M }>();

  /** @param name as messages and `feeds` have it: `network-policy` */
  constructor(readonly name: string) {}

  /** Keeps what the capability resolved for a cluster. */
  resolved(cluster: ClusterModel, model: M): void {
    this.resolutions.set(cluster, { model });
  }

  /** What the capability resolved for a cluster. Throws where it has not. */
  in(cluster: ClusterModel): M {
    const resolution = this.resolutions.get(cluster);
    if (resolution === undefined) throw new Error(`capability ${this.name}: has not resolved ${cluster.cluster.name}`);
    return resolution.model;
  }
}
