import { podsOfTemplate, type Controller } from './controller';

/** Argo Rollouts: experiments run pods of several templates side by side. A Rollout is a workload like a Deployment. */
export const argoRollouts: Controller = {
  pods: [
    {
      group: 'argoproj.io',
      kind: 'Experiment',
      podsOf: (owner) =>
        owner
          .at('spec', 'templates')
          .items()
          .map((each) => podsOfTemplate(each.at('template'), { added: { unknown: ['rollouts-pod-template-hash'] } })),
    },
  ],
};
