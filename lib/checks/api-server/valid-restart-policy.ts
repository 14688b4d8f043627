import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { apiGroup } from '../../manifest/objects/api-version';
import type { Container } from '../../manifest/pods/containers';
import type { Check } from '../check';
import { forbidden, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { podCheck, type VisitedPod } from '../pod-check';

const longRunning = ['DaemonSet', 'Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

/** How a pod ends fits what makes it: Deployments restart always, Jobs only on failure or never. */
export const validRestartPolicy: Check = podCheck({
  id: 'valid-restart-policy',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the workload: a Job whose containers always restart never ends, and a Deployment whose pods end starts them for ever.',
  problems: function* (pod, { cluster }) {
    yield* policyProblems(pod);
    yield* deadlineProblems(pod);
    for (const container of pod.containers) yield* containerProblems(container, cluster.kubernetesVersion);
  },
});

function* policyProblems({ template, spec }: VisitedPod): Iterable<Problem> {
  const { kind, apiVersion } = template.owner.manifest;
  const policy = spec.at('restartPolicy');
  const isJob = apiGroup(apiVersion) === 'batch';
  if (isJob && (!policy.isSet || policy.value === 'Always')) {
    // Always is the default, so that the API server cannot tell the two apart.
    yield required(policy, 'valid values: "OnFailure", "Never"', 'set restartPolicy: Never or OnFailure');
  } else if (longRunning.includes(kind) && policy.isSet && policy.value !== 'Always') {
    yield unsupported(policy, ['Always'], 'leave restartPolicy out, or make it a Job');
  } else if (policy.text !== undefined && !['Always', 'OnFailure', 'Never'].includes(policy.text)) {
    yield unsupported(policy, ['Always', 'OnFailure', 'Never'], 'use one of the three policies');
  }
}

function* deadlineProblems({ template, spec }: VisitedPod): Iterable<Problem> {
  const { kind } = template.owner.manifest;
  const deadline = spec.at('activeDeadlineSeconds');
  if (deadline.isSet && longRunning.includes(kind)) {
    const fix = 'remove activeDeadlineSeconds: the pods are meant to run for ever';
    // A Deployment is told what holds for the ReplicaSets that it makes.
    const maker = kind === 'Deployment' ? 'ReplicaSet' : kind;
    yield forbidden(deadline, `activeDeadlineSeconds in ${maker} is not Supported`, fix);
  }
  if (deadline.number !== undefined && (deadline.number < 1 || deadline.number > 2147483647)) {
    yield invalid(deadline, 'must be between 1 and 2147483647, inclusive', 'use 1 or more');
  }
}

function* containerProblems({ list, field }: Container, version: KubernetesVersion): Iterable<Problem> {
  const policy = field.at('restartPolicy');
  if (!policy.isSet || isAtLeast(version, '1.35')) return;
  if (list === 'containers') {
    const fix = 'remove restartPolicy: that of the pod holds';
    yield forbidden(policy, 'may not be set for non-init containers', fix);
  } else if (list === 'initContainers' && policy.text !== undefined && policy.value !== 'Always') {
    // Version 1.28 drops the field.
    if (!isAtLeast(version, '1.29')) return;
    yield unsupported(policy, ['Always'], 'use Always for a sidecar, or leave it out');
  }
}
