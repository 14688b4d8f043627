import type { Field } from '../../manifest/objects/field';
import type { JsonValue } from '../../manifest/objects/json';
import type { Controller } from './controller';
import { cronJobLabels, jobLabels } from './job-labels';
import { statefulReplicas } from './stateful-replicas';

const template = ['spec', 'template'];

/**
 * The controllers of Kubernetes itself.
 *
 * See https://kubernetes.io/docs/reference/labels-annotations-taints for the labels.
 */
export const kubernetes: Controller = {
  workloads: [
    { group: '', kind: 'Pod', template: [] },
    { group: '', kind: 'PodTemplate', template: ['template'] },
    { group: '', kind: 'ReplicationController', template, isLongRunning: true, isScalable: true },
    {
      group: 'apps',
      kind: 'DaemonSet',
      template,
      isLongRunning: true,
      isRolling: true,
      added: () => ({ unknown: ['controller-revision-hash', 'pod-template-generation'] }),
    },
    {
      group: 'apps',
      kind: 'Deployment',
      template,
      isLongRunning: true,
      isScalable: true,
      isRolling: true,
      selectsByHash: true,
      surge: deploymentSurge,
      added: () => ({ unknown: ['pod-template-hash'] }),
    },
    { group: 'apps', kind: 'ReplicaSet', template, isLongRunning: true, isScalable: true },
    {
      group: 'apps',
      kind: 'StatefulSet',
      template,
      isLongRunning: true,
      isScalable: true,
      isRolling: true,
      added: (owner) => ({ unknown: ['controller-revision-hash'], perReplica: statefulReplicas(owner) }),
    },
    {
      group: 'batch',
      kind: 'CronJob',
      template: ['spec', 'jobTemplate', 'spec', 'template'],
      added: cronJobLabels,
    },
    { group: 'batch', kind: 'Job', template, added: jobLabels },
  ],
  autoscalers: [
    {
      group: 'autoscaling',
      kind: 'HorizontalPodAutoscaler',
      version: 'v2',
      direction: 'horizontal',
      target: 'scaleTargetRef',
      range: { minimum: 'minReplicas', defaultMinimum: 1, maximum: 'maxReplicas', defaultMaximum: 1 },
      behavior: ['behavior'],
    },
  ],
  // The scheduler copies them from the node.
  labelsOnAnyPod: ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'],
};

function deploymentSurge(spec: Field): JsonValue {
  const strategy = spec.at('strategy');
  if (strategy.at('type').text === 'Recreate') return 0;
  return strategy.at('rollingUpdate', 'maxSurge').value ?? '25%';
}
