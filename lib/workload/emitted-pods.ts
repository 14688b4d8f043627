import type { JsonObject } from '../manifest/objects/json';
import type { Labels } from '../manifest/objects/label-selector';
import type { ObjectMeta } from '../manifest/objects/manifest';
import type { Replicas } from '../model/pods-model';
import type { ControllerModel } from './controllers';

/** What the emitter of a controller's kind is given. */
export interface EmittedPods<Kind extends ControllerModel['kind']> {
  readonly metadata: ObjectMeta;
  readonly selectorLabels: Labels;
  readonly template: JsonObject;
  readonly controller: Extract<ControllerModel, { readonly kind: Kind }>;
}

/** `spec.replicas`, which is left out where a controller decides: applying the object again must not take it back. */
export function emitReplicas(replicas: Replicas): { readonly replicas?: number } {
  return replicas.type === 'fixed' ? { replicas: replicas.count } : {};
}
