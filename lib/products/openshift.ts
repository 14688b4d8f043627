import type { Controller } from './controller';

/** The workloads that OpenShift had before Deployments. */
export const openShift: Controller = {
  pods: [{ group: 'apps.openshift.io', kind: 'DeploymentConfig', path: ['spec', 'template'] }],
};
