import type { Controller } from './controller';
import { unknownJobLabels } from './job-labels';

/** KEDA: a ScaledObject scales a workload, a ScaledJob makes Jobs for events. */
export const keda: Controller = {
  workloads: [
    {
      group: 'keda.sh',
      kind: 'ScaledJob',
      version: 'v1alpha1',
      template: ['spec', 'jobTargetRef', 'template'],
      added: (owner) => ({
        known: { 'scaledjob.keda.sh/name': owner.at('metadata', 'name').text ?? '' },
        unknown: unknownJobLabels,
      }),
    },
  ],
  autoscalers: [
    {
      group: 'keda.sh',
      kind: 'ScaledObject',
      version: 'v1alpha1',
      direction: 'horizontal',
      target: 'scaleTargetRef',
      defaultTarget: { apiVersion: 'apps/v1', kind: 'Deployment' },
      range: { minimum: 'minReplicaCount', defaultMinimum: 0, maximum: 'maxReplicaCount', defaultMaximum: 100 },
      behavior: ['advanced', 'horizontalPodAutoscalerConfig', 'behavior'],
    },
  ],
};
