import type { Check } from '../check';
import { noAutoscalerBesidePodServices } from './no-autoscaler-beside-pod-services';
import { noAutoscalerOnQuorum } from './no-autoscaler-on-quorum';
import { noStrandedData } from './no-stranded-data';
import { noStuckRollout } from './no-stuck-rollout';
import { noTrackingLabelInClaimTemplate } from './no-tracking-label-in-claim-template';
import { requireEarlyPeerNames } from './require-early-peer-names';
import { requireQuorum } from './require-quorum';
import { requireVolumeZone } from './require-volume-zone';

/** The checks of this folder, sorted by id. */
export const storageChecks: readonly Check[] = [
  noAutoscalerBesidePodServices,
  noAutoscalerOnQuorum,
  noStrandedData,
  noStuckRollout,
  noTrackingLabelInClaimTemplate,
  requireEarlyPeerNames,
  requireQuorum,
  requireVolumeZone,
];
