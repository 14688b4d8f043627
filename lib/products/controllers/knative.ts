import { podsOfTemplate, type Controller } from './controller';

/** Knative Serving: revisions of a Service that scale with its requests. */
export const knative: Controller = {
  pods: [
    {
      group: 'serving.knative.dev',
      kind: 'Service',
      podsOf: (owner) => {
        const template = owner.at('spec', 'template');
        const added = {
          known: { 'serving.knative.dev/service': owner.at('metadata', 'name').text ?? '' },
          unknown: [
            // Where the template says nothing, it is the name of the revision.
            ...(template.at('metadata', 'labels', 'app').isSet ? [] : ['app']),
            'pod-template-hash',
            'serving.knative.dev/revision',
            'serving.knative.dev/revisionUID',
          ],
        };
        return [podsOfTemplate(template, { added })];
      },
    },
  ],
};
