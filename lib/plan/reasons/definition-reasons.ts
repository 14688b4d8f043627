import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import type { DefinitionEffect } from '../../schema/evolution/comparator';
import type { DefinitionDifference } from '../../schema/evolution/compare-definitions';

/** What a new state of a definition comes to. */
export interface DefinitionOutcome {
  /** What the API server refuses. */
  readonly refused: readonly string[];
  readonly reasons: readonly string[];
  readonly isBreaking: boolean;
  readonly dataAtRisk: boolean;
}

/** Sums up the differences of a definition, the worst first. Fields that accept more are not worth a line. */
export function definitionOutcome(
  differences: readonly DefinitionDifference[],
  version: KubernetesVersion,
): DefinitionOutcome {
  const of = (wanted: DefinitionEffect): readonly DefinitionDifference[] =>
    differences.filter(({ effect }) => effect === wanted);
  const told = [
    ...of('loses-data'),
    ...of('breaks-objects'),
    ...of('breaks-clients'),
    ...of('safe').filter(({ about }) => about !== 'field'),
  ];
  const isRatcheted =
    isAtLeast(version, '1.30') && told.some(({ effect, isRatcheted: is }) => effect === 'breaks-objects' && is);
  return {
    refused: of('refused').map(({ path, message }) => `${path}: ${message}`),
    reasons: [
      ...told.map(({ path, effect, message }) => `${wordOf[effect]}: ${path}: ${message}`),
      ...(isRatcheted ? ['stored values that would be refused now are accepted until they change'] : []),
    ],
    isBreaking: told.some(({ effect }) => effect === 'breaks-objects' || effect === 'breaks-clients'),
    dataAtRisk: told.some(({ effect }) => effect === 'loses-data'),
  };
}

const wordOf: Readonly<Record<DefinitionEffect, string>> = {
  refused: 'refused',
  'loses-data': 'data loss',
  'breaks-objects': 'breaks stored objects',
  'breaks-clients': 'breaks clients',
  safe: 'safe',
};
