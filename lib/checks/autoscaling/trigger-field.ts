import type { Field } from '../../manifest/objects/field';

/** Kinds of KEDA that scale by triggers, as checks name them. */
export const triggeredKinds = ['keda.sh/ScaledJob', 'keda.sh/ScaledObject'] as const;

/** Whether a trigger measures the pods themselves, so that it says nothing while there are none. */
export function measuresPods(trigger: Field): boolean {
  return trigger.at('type').text === 'cpu' || trigger.at('type').text === 'memory';
}

/** The most pods that a ScaledObject lets there be. */
export function maximumOf(spec: Field): number {
  return spec.at('maxReplicaCount').number ?? 100;
}

/** The fewest pods that a ScaledObject lets there be. */
export function minimumOf(spec: Field): number {
  return spec.at('minReplicaCount').number ?? 0;
}
