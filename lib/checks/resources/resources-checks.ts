import type { Check } from '../check';
import { requireEmptyDirSizeLimit } from './require-empty-dir-size-limit';
import { requireEphemeralStorage } from './require-ephemeral-storage';
import { requireGuaranteedMemory } from './require-guaranteed-memory';
import { requireLimitRange } from './require-limit-range';
import { requireMemoryLimit } from './require-memory-limit';
import { requireQuotaResources } from './require-quota-resources';
import { requireResourceQuota } from './require-resource-quota';
import { requireResourceRequests } from './require-resource-requests';

/** The checks of this folder, sorted by id. */
export const resourcesChecks: readonly Check[] = [
  requireEmptyDirSizeLimit,
  requireEphemeralStorage,
  requireGuaranteedMemory,
  requireLimitRange,
  requireMemoryLimit,
  requireQuotaResources,
  requireResourceQuota,
  requireResourceRequests,
];
