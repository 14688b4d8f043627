import type { ClusterModel } from '../model/cluster-model';
import type { TrafficModel } from './mesh-model';
import { refuse } from './refuse';

/** A part of a traffic policy that a backend has no words for. */
export interface UnsupportedField {
  /** Below `traffic`: `retries.budget`; `*` for all that was declared. */
  readonly field: string;
  readonly reason: string;
  readonly alternative: string;
}

/** Reports a field of a traffic policy that a backend cannot express: an error, unless the call that set it waved it through. */
export function refuseField(
  { workload, origin, onUnsupported }: Pick<TrafficModel, 'workload' | 'origin' | 'onUnsupported'>,
  { field, reason, alternative }: UnsupportedField,
  backend: string,
  model: ClusterModel,
): void {
  refuse(model, {
    intent: `traffic.${field}`,
    workload,
    backend,
    reason,
    alternative,
    origin,
    onUnsupported: onUnsupported.get(/^\w*/.exec(field)?.[0] ?? '') ?? strictest([...onUnsupported.values()]),
  });
}

/** What is about several fields is an error where one of them is. */
function strictest(wishes: readonly ('error' | 'warn')[]): 'error' | 'warn' {
  return wishes.every((wish) => wish === 'warn') ? 'warn' : 'error';
}
