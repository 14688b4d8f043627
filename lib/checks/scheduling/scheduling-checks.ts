import type { Check } from '../check';
import { noAbsentLabelKey } from './no-absent-label-key';
import { noLatestPodSecurity } from './no-latest-pod-security';
import { noOversizedGang } from './no-oversized-gang';
import { noPriorityClassChange } from './no-priority-class-change';
import { noSpreadOfOthers } from './no-spread-of-others';
import { requireDomains } from './require-domains';
import { requireHonoredTaints } from './require-honored-taints';
import { uniqueDefaultPriorityClass } from './unique-default-priority-class';
import { uniqueLimitRange } from './unique-limit-range';

/** The checks of this folder, sorted by id. */
export const schedulingChecks: readonly Check[] = [
  noAbsentLabelKey,
  noLatestPodSecurity,
  noOversizedGang,
  noPriorityClassChange,
  noSpreadOfOthers,
  requireDomains,
  requireHonoredTaints,
  uniqueDefaultPriorityClass,
  uniqueLimitRange,
];
