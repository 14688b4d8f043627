import { Field } from '../objects/field';
import type { Manifest } from '../objects/manifest';

/** What a NetworkPolicy isolates its pods for, as `spec.policyTypes` has it. */
export type PolicyType = 'Ingress' | 'Egress';

/**
 * What a NetworkPolicy isolates its pods for. An empty list means the same as none, as the API server fills it in:
 * Ingress, and Egress only where there are egress rules.
 */
export function policyTypesOf(policy: Manifest): readonly PolicyType[] {
  const spec = Field.root(policy).at('spec');
  const named = spec.at('policyTypes').items();
  if (named.length === 0) return spec.at('egress').items().length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  return (['Ingress', 'Egress'] as const).filter((type) => named.some(({ text }) => text === type));
}
