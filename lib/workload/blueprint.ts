import { listCapability } from '../model/capability';
import type { ClusterModel } from '../model/cluster-model';
import { IntentSort } from '../model/intent-sort';
import { workloadModels, type ResolvedBlueprint } from '../model/pods-model';

/** A construct that makes manifests of its own, once everything around it is known. */
export interface Blueprint {
  readonly resolve: (model: ClusterModel) => ResolvedBlueprint;
}

/** The blueprints of a tree, in the order in which they were constructed. */
export const blueprints = new IntentSort<Blueprint>();

/** Resolves the pods of every blueprint, after every room that claims some of their fields, and emits their objects. */
export const workloadCapability = listCapability({
  name: workloadModels,
  resolve: (model) => blueprints.in(model).map(({ resolve }) => resolve(model)),
  *emit(resolved) {
    for (const { emit } of resolved) yield* emit();
  },
});
