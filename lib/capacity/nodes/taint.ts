import type { Field } from '../../manifest/objects/field';

/** What keeps pods off a node unless they tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export function readTaints(taints: Field): readonly Taint[] {
  return taints.items().map((taint) => ({
    key: taint.at('key').text ?? '',
    value: taint.at('value').text ?? '',
    effect: taint.at('effect').text ?? '',
  }));
}

/** What a pod tolerates. */
export interface Toleration {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly effect: string;
}

export function readTolerations(tolerations: Field): readonly Toleration[] {
  return tolerations.items().map((toleration) => ({
    key: toleration.at('key').text ?? '',
    operator: toleration.at('operator').text ?? 'Equal',
    value: toleration.at('value').text ?? '',
    effect: toleration.at('effect').text ?? '',
  }));
}

/** Whether a toleration takes a taint as it is. An empty key with `Exists` tolerates everything. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== '' && toleration.effect !== taint.effect) return false;
  if (toleration.key !== '' && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return toleration.operator === 'Equal' && toleration.key !== '' && toleration.value === taint.value;
}

/** The first taint that keeps a pod from being placed; `PreferNoSchedule` keeps none. */
export function untoleratedTaint(taints: readonly Taint[], tolerations: readonly Toleration[]): Taint | undefined {
  return taints
    .filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute')
    .find((taint) => !tolerations.some((toleration) => tolerates(toleration, taint)));
}
