import type { Capability, EmittedManifest } from '../model/capability';
import type { ClusterModel } from '../model/cluster-model';
import { IntentSort } from '../model/intent-sort';

/** A construct that makes manifests of its own, once everything around it is known. */
export interface Blueprint {
  readonly emit: (model: ClusterModel) => Iterable<EmittedManifest>;
}

/** The blueprints of a tree, in the order in which they were constructed. */
export const blueprints = new IntentSort<Blueprint>();

/** Emits the objects of every blueprint. */
export const workloadCapability: Capability = {
  name: 'workload',
  *emit(model) {
    for (const blueprint of blueprints.in(model)) yield* blueprint.emit(model);
  },
};
