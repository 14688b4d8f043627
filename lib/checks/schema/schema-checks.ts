import type { Check } from '../check';
import { noBreakingDefinition } from './no-breaking-definition';
import { noDeprecatedApi } from './no-deprecated-api';
import { noGatedField } from './no-gated-field';
import { noRemovedApi } from './no-removed-api';
import { requireDefinition } from './require-definition';
import { validRules } from './valid-rules';
import { validSchema } from './valid-schema';

/** The checks of this folder, sorted by id. */
export const schemaChecks: readonly Check[] = [
  noBreakingDefinition,
  noDeprecatedApi,
  noGatedField,
  noRemovedApi,
  requireDefinition,
  validRules,
  validSchema,
];
