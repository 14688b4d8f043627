import { listCapability, type EmittedManifest } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import { IntentSort } from '../model/intent-sort';

/** A construct that makes manifests of its own, once everything around it is known. */
export interface Blueprint {
  readonly emit: () => Iterable<EmittedManifest>;
}

/** The blueprints of a tree, in the order in which they were constructed. */
export const blueprints = new IntentSort<Blueprint>();

/** Emits the objects of every blueprint. */
export const workloadCapability = listCapability({
  name: new CapabilityName<readonly Blueprint[]>('workload'),
  resolve: (model) => blueprints.in(model),
  *emit(declared) {
    for (const blueprint of declared) yield* blueprint.emit();
  },
});
