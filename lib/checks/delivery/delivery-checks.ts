import type { Check } from '../check';
import { noServiceOfCanary } from './no-service-of-canary';
import { requireAnalysisTemplate } from './require-analysis-template';
import { requireCanaryTarget } from './require-canary-target';
import { requireRolloutRoute } from './require-rollout-route';
import { requireRolloutService } from './require-rollout-service';
import { validAnalysisTemplate } from './valid-analysis-template';
import { validCanary } from './valid-canary';
import { validRollout } from './valid-rollout';

/** The checks of this folder, sorted by id. */
export const deliveryChecks: readonly Check[] = [
  noServiceOfCanary,
  requireAnalysisTemplate,
  requireCanaryTarget,
  requireRolloutRoute,
  requireRolloutService,
  validAnalysisTemplate,
  validCanary,
  validRollout,
];
