import type { VersionComparator } from './comparator';
import { deprecation } from './version/deprecation';
import { scaleSubresource } from './version/scale-subresource';
import { selectableFields } from './version/selectable-fields';
import { served } from './version/served';
import { statusSubresource } from './version/status-subresource';

/** Every question about one version, sorted by name. A new one is a line here and a file. */
export const versionComparators: readonly VersionComparator[] = [
  deprecation,
  scaleSubresource,
  selectableFields,
  served,
  statusSubresource,
];
