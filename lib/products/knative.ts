import type { Controller } from './controller';

const path = ['spec', 'template'];

/** Knative Serving: revisions of a Service that scale with its requests. */
export const knative: Controller = {
  pods: [
    {
      group: 'serving.knative.dev',
      kind: 'Service',
      path,
      added: (owner) => ({
        known: { 'serving.knative.dev/service': owner.at('metadata', 'name').text ?? '' },
        unknown: [
          // Where the template says nothing, it is the name of the revision.
          ...(owner.at(...path, 'metadata', 'labels', 'app').isSet ? [] : ['app']),
          'pod-template-hash',
          'serving.knative.dev/revision',
          'serving.knative.dev/revisionUID',
        ],
      }),
    },
  ],
};
