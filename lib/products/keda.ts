import { jobIdentityLabels, jobNameLabels } from '../manifest/pods/added-labels';
import type { Controller } from './controller';

/** KEDA: a ScaledJob makes Jobs for events. */
export const keda: Controller = {
  pods: [
    {
      group: 'keda.sh',
      kind: 'ScaledJob',
      path: ['spec', 'jobTargetRef', 'template'],
      added: (owner) => ({
        known: { 'scaledjob.keda.sh/name': owner.at('metadata', 'name').text ?? '' },
        unknown: [...jobNameLabels, ...jobIdentityLabels],
      }),
    },
  ],
};
