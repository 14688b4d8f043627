import type { Check } from '../check';
import { noStaleFeatureFlag } from './no-stale-feature-flag';
import { requireFeatureFlag } from './require-feature-flag';
import { requireFlagSource } from './require-flag-source';
import { validFeatureFlag } from './valid-feature-flag';

/** The checks of this folder, sorted by id. */
export const flagsChecks: readonly Check[] = [
  noStaleFeatureFlag,
  requireFeatureFlag,
  requireFlagSource,
  validFeatureFlag,
];
