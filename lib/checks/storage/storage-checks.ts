import type { Check } from '../check';
import { noAutoscalerOnQuorum } from './no-autoscaler-on-quorum';
import { noStuckRollout } from './no-stuck-rollout';
import { noTrackingLabelInClaimTemplate } from './no-tracking-label-in-claim-template';
import { requireEarlyPeerNames } from './require-early-peer-names';
import { requireQuorum } from './require-quorum';
import { requireVolumeZone } from './require-volume-zone';

/** The checks of this folder, sorted by id. */
export const storageChecks: readonly Check[] = [
  noAutoscalerOnQuorum,
  noStuckRollout,
  noTrackingLabelInClaimTemplate,
  requireEarlyPeerNames,
  requireQuorum,
  requireVolumeZone,
];
