import type { Check } from '../check';
import { noDefaultNamespace } from './no-default-namespace';
import { noDeprecatedField } from './no-deprecated-field';
import { requireImageDigest } from './require-image-digest';
import { requireImageRegistry } from './require-image-registry';
import { requireImageTag } from './require-image-tag';
import { requireRecommendedLabels } from './require-recommended-labels';
import { validImageReference } from './valid-image-reference';
import { validPullPolicy } from './valid-pull-policy';

/** The checks of this folder, sorted by id. */
export const hygieneChecks: readonly Check[] = [
  noDefaultNamespace,
  noDeprecatedField,
  requireImageDigest,
  requireImageRegistry,
  requireImageTag,
  requireRecommendedLabels,
  validImageReference,
  validPullPolicy,
];
