import type { Check } from '../check';
import { requireAnalysisTemplate } from './require-analysis-template';
import { requireRolloutRoute } from './require-rollout-route';
import { requireRolloutService } from './require-rollout-service';
import { validAnalysisTemplate } from './valid-analysis-template';
import { validRollout } from './valid-rollout';

/** The checks of this folder, sorted by id. */
export const deliveryChecks: readonly Check[] = [
  requireAnalysisTemplate,
  requireRolloutRoute,
  requireRolloutService,
  validAnalysisTemplate,
  validRollout,
];
