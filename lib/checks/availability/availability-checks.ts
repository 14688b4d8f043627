import type { Check } from '../check';
import { noBarePod } from './no-bare-pod';
import { noDelayedLiveness } from './no-delayed-liveness';
import { noFullOutageRollout } from './no-full-outage-rollout';
import { noIdenticalProbes } from './no-identical-probes';
import { requireAutoscalerRequests } from './require-autoscaler-requests';
import { requireConcurrencyPolicy } from './require-concurrency-policy';
import { requireDisruptionBudget } from './require-disruption-budget';
import { requireJobCleanup } from './require-job-cleanup';
import { requireJobDeadline } from './require-job-deadline';
import { requireMinReadySeconds } from './require-min-ready-seconds';
import { requirePodPriority } from './require-pod-priority';
import { requirePreStop } from './require-pre-stop';
import { requireReadinessProbe } from './require-readiness-probe';
import { requireReplicas } from './require-replicas';
import { requireSpread } from './require-spread';
import { requireStartingDeadline } from './require-starting-deadline';
import { validAutoscalerRange } from './valid-autoscaler-range';
import { validAutoscalerTarget } from './valid-autoscaler-target';
import { validNodeComparison } from './valid-node-comparison';
import { validProbePort } from './valid-probe-port';
import { validStartingDeadline } from './valid-starting-deadline';
import { validTerminationGrace } from './valid-termination-grace';

/** The checks of this folder, sorted by id. */
export const availabilityChecks: readonly Check[] = [
  noBarePod,
  noDelayedLiveness,
  noFullOutageRollout,
  noIdenticalProbes,
  requireAutoscalerRequests,
  requireConcurrencyPolicy,
  requireDisruptionBudget,
  requireJobCleanup,
  requireJobDeadline,
  requireMinReadySeconds,
  requirePodPriority,
  requirePreStop,
  requireReadinessProbe,
  requireReplicas,
  requireSpread,
  requireStartingDeadline,
  validAutoscalerRange,
  validAutoscalerTarget,
  validNodeComparison,
  validProbePort,
  validStartingDeadline,
  validTerminationGrace,
];
