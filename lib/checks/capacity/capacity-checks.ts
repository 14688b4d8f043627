import type { Check } from '../check';
import { requireCapacity } from './require-capacity';
import { requireQuotaCapacity } from './require-quota-capacity';

/** The checks of this folder, sorted by id. */
export const capacityChecks: readonly Check[] = [requireCapacity, requireQuotaCapacity];
