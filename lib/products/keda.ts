import { jobIdentityLabels, jobNameLabels } from '../manifest/pods/added-labels';
import { podsOfTemplate, type Controller } from './controller';

/** KEDA: a ScaledJob makes Jobs for events. */
export const keda: Controller = {
  pods: [
    {
      group: 'keda.sh',
      kind: 'ScaledJob',
      podsOf: (owner) => [
        podsOfTemplate(owner.at('spec', 'jobTargetRef', 'template'), {
          added: {
            known: { 'scaledjob.keda.sh/name': owner.at('metadata', 'name').text ?? '' },
            unknown: [...jobNameLabels, ...jobIdentityLabels],
          },
        }),
      ],
    },
  ],
};
