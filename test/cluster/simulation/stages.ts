import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Labels } from '../../../lib/manifest/objects/label-selector';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { completedPod, nodeStatus, podStatus } from './stage-templates';

/** A node with this label says that it is not ready. */
export const failedNodeLabel = 'simulation/failed';

/** What every kubelet does: its node is ready, pods start at once, those of Jobs complete, deleted ones go. */
export function everyStage(): readonly Manifest[] {
  return [
    stage('node-ready', 'Node', [when(readiness, 'NotIn', 'True'), unlabelled(failedNodeLabel)], {
      statusTemplate: nodeStatus('True', 'KubeletReady'),
    }),
    stage('node-failed', 'Node', [when(readiness, 'In', 'True'), labelled(failedNodeLabel)], {
      statusTemplate: nodeStatus('False', 'KubeletNotReady'),
    }),
    stage('pod-ready', 'Pod', [alive, inPhase('Pending')], { statusTemplate: podStatus('ready') }),
    stage('pod-completed', 'Pod', [alive, inPhase('Running'), ofJob], { statusTemplate: completedPod }),
    stage('pod-deleted', 'Pod', [when('.metadata.deletionTimestamp', 'Exists')], { delete: true }),
  ];
}

/** Pods with these labels run at once and are ready only after a while. */
export function slowStart(name: string, labels: Labels, milliseconds: number): readonly Manifest[] {
  const isNotReady = when(readiness, 'In', 'False');
  return [
    { ...prior(name, 'starting', labels, [alive, inPhase('Pending')], 'starting') },
    { ...prior(name, 'started', labels, [alive, inPhase('Running'), isNotReady], 'ready', milliseconds) },
  ];
}

/** The containers of Pods with these labels crash over and over, those that run now too. */
export function crashLoop(name: string, labels: Labels): readonly Manifest[] {
  const isWell = when('.status.containerStatuses.[].state.waiting.reason', 'NotIn', 'CrashLoopBackOff');
  return [prior(name, 'crashing', labels, [alive, inPhase('Pending', 'Running'), isWell], 'crashing')];
}

const readiness = '.status.conditions.[] | select(.type == "Ready") | .status';
const alive = when('.metadata.deletionTimestamp', 'DoesNotExist');
const ofJob = when('.metadata.ownerReferences.[].kind', 'In', 'Job');

/** A stage that takes the place of those that every Pod goes through. */
function prior(
  name: string,
  step: string,
  labels: Labels,
  matchExpressions: readonly JsonObject[],
  becomes: Parameters<typeof podStatus>[0],
  milliseconds = 0,
): Manifest {
  const next = { statusTemplate: podStatus(becomes) };
  const { metadata, spec, ...rest } = stage(`${name}-${step}`, 'Pod', matchExpressions, next);
  const selector = { matchLabels: labels, matchExpressions };
  return { ...rest, metadata, spec: { ...spec, selector, weight: 1, delay: { durationMilliseconds: milliseconds } } };
}

function stage(
  name: string,
  kind: 'Node' | 'Pod',
  matchExpressions: readonly JsonObject[],
  next: JsonObject,
): Manifest & { readonly spec: JsonObject } {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: { resourceRef: { apiGroup: 'v1', kind }, selector: { matchExpressions }, next },
  };
}

function when(key: string, operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', ...values: string[]): JsonObject {
  return { key, operator, ...(values.length === 0 ? {} : { values }) };
}

function inPhase(...phases: string[]): JsonObject {
  return when('.status.phase', 'In', ...phases);
}

function labelled(key: string): JsonObject {
  return when(`.metadata.labels["${key}"]`, 'In', 'true');
}

function unlabelled(key: string): JsonObject {
  return when(`.metadata.labels["${key}"]`, 'NotIn', 'true');
}
