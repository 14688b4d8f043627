import { Field } from '../../../lib/manifest/objects/field';
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

/** Pods with these labels run, and are not ready. */
export function heldStart(labels: Labels): Manifest {
  return prior('held', labels, [alive, inPhase('Pending')], podStatus('starting'));
}

/** Pods with these labels that run are ready. */
export function endOfHeldStart(labels: Labels): Manifest {
  return prior('released', labels, [alive, inPhase('Running'), when(readiness, 'In', 'False')], podStatus('ready'));
}

/** The containers of Pods with these labels crash over and over, those that run now too. */
export function crashLoop(labels: Labels): Manifest {
  const isWell = when('.status.containerStatuses.[].state.waiting.reason', 'NotIn', 'CrashLoopBackOff');
  return prior('crashing', labels, [alive, inPhase('Pending', 'Running'), isWell], podStatus('crashing'));
}

/** A stage, and a Pod on a node that nothing else is for: it succeeds if the kubelet knows that stage. */
export function probe(nodeName: string, id: string): { readonly stage: Manifest; readonly pod: Manifest } {
  const labels = { 'simulation/probe': id };
  return {
    stage: prior('probe', labels, [alive, inPhase('Pending')], completedPod),
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: 'probe-', namespace: 'default', labels },
      spec: { nodeName, containers: [{ name: 'probe', image: 'example.com/probe:1' }] },
    },
  };
}

/** Whether a stage is what one test has told, and not what every kubelet does: it comes before those. */
export function isOfOneTest(stage: Manifest): boolean {
  return Field.root(stage).at('spec', 'weight').isSet;
}

const readiness = '.status.conditions.[] | select(.type == "Ready") | .status';
const alive = when('.metadata.deletionTimestamp', 'DoesNotExist');
const ofJob = when('.metadata.ownerReferences.[].kind', 'In', 'Job');

/** A stage that takes the place of those that every Pod goes through. */
function prior(
  name: string,
  labels: Labels,
  matchExpressions: readonly JsonObject[],
  statusTemplate: string,
): Manifest {
  const { metadata, spec, ...rest } = stage(`prior-${name}-`, 'Pod', matchExpressions, { statusTemplate });
  const selector = { matchLabels: labels, matchExpressions };
  return { ...rest, metadata: { generateName: metadata.name ?? '' }, spec: { ...spec, selector, weight: 1 } };
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
