import type { Check } from '../check';
import { noAbruptScaleDown } from './no-abrupt-scale-down';
import { noScaleToZeroBehindRoute } from './no-scale-to-zero-behind-route';
import { noScaleToZeroByUsage } from './no-scale-to-zero-by-usage';
import { noScalingBeyondMaximum } from './no-scaling-beyond-maximum';
import { requireOpenTrigger } from './require-open-trigger';
import { requireSpreadDomains } from './require-spread-domains';
import { uniqueKedaAutoscaler } from './unique-keda-autoscaler';
import { validKedaTrigger } from './valid-keda-trigger';
import { validScaledObject } from './valid-scaled-object';
import { validVerticalAutoscaler } from './valid-vertical-autoscaler';

/** The checks of this folder, sorted by id. */
export const autoscalingChecks: readonly Check[] = [
  noAbruptScaleDown,
  noScaleToZeroBehindRoute,
  noScaleToZeroByUsage,
  noScalingBeyondMaximum,
  requireOpenTrigger,
  requireSpreadDomains,
  uniqueKedaAutoscaler,
  validKedaTrigger,
  validScaledObject,
  validVerticalAutoscaler,
];
