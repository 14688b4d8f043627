import { podsOfTemplate, type Controller } from './controller';

/** OpenShift: the workloads that it had before Deployments. */
export const openShift: Controller = {
  pods: [
    {
      group: 'apps.openshift.io',
      kind: 'DeploymentConfig',
      podsOf: (owner) => [
        podsOfTemplate(owner.at('spec', 'template'), {
          labels: { deploymentconfig: owner.at('metadata', 'name').text ?? '' },
          // The name of the ReplicationController, which counts the deployments.
          added: { unknown: ['deployment'] },
        }),
      ],
    },
  ],
};
