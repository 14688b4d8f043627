import type { DefinitionComparator } from './comparator';
import { conversion } from './definition/conversion';
import { names } from './definition/names';
import { preserveUnknownFieldsOfAll } from './definition/preserve-unknown-fields-of-all';
import { removedVersions } from './definition/removed-versions';
import { scope } from './definition/scope';
import { servedVersions } from './definition/served-versions';
import { storageVersion } from './definition/storage-version';

/** Every question about the definition as a whole, sorted by name. A new one is a line here and a file. */
export const definitionComparators: readonly DefinitionComparator[] = [
  conversion,
  names,
  preserveUnknownFieldsOfAll,
  removedVersions,
  scope,
  servedVersions,
  storageVersion,
];
