import type { Writer } from './writer';
import { apiServer } from './writers/api-server';
import { argoRollouts } from './writers/argo-rollouts';
import { certificateAuthority } from './writers/certificate-authority';
import { flagger } from './writers/flagger';
import { horizontalPodAutoscaler } from './writers/horizontal-pod-autoscaler';
import { keda } from './writers/keda';
import { verticalPodAutoscaler } from './writers/vertical-pod-autoscaler';

/** What writes back to objects of a tree. A new one: its file, and a line here. */
export const writers: readonly Writer[] = [
  apiServer,
  argoRollouts,
  certificateAuthority,
  flagger,
  horizontalPodAutoscaler,
  keda,
  verticalPodAutoscaler,
];
