import type { Check } from '../check';
import { noEmptyValue } from './no-empty-value';
import { noNoncanonicalQuantity } from './no-noncanonical-quantity';
import { noRenamedSync } from './no-renamed-sync';
import { requireClaimTemplateKind } from './require-claim-template-kind';
import { requireDecryption } from './require-decryption';
import { requireStringMetadata } from './require-string-metadata';
import { uniqueImagePolicy } from './unique-image-policy';
import { uniqueMergeKey } from './unique-merge-key';

/** The checks of this folder, sorted by id. */
export const gitopsChecks: readonly Check[] = [
  noEmptyValue,
  noNoncanonicalQuantity,
  noRenamedSync,
  requireClaimTemplateKind,
  requireDecryption,
  requireStringMetadata,
  uniqueImagePolicy,
  uniqueMergeKey,
];
