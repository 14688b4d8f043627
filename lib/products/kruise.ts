import { statefulReplicas } from '../manifest/pods/added-labels';
import type { Controller } from './controller';

const group = 'apps.kruise.io';
const path = ['spec', 'template'];

/** OpenKruise: workloads that replace their pods in place. */
export const kruise: Controller = {
  pods: [
    {
      group,
      kind: 'CloneSet',
      path,
      added: () => ({
        unknown: ['apps.kruise.io/cloneset-instance-id', 'controller-revision-hash', 'pod-template-hash'],
      }),
    },
    {
      group,
      kind: 'DaemonSet',
      path,
      added: () => ({ unknown: ['controller-revision-hash', 'pod-template-generation'] }),
    },
    {
      group,
      kind: 'StatefulSet',
      path,
      added: (owner) => ({ unknown: ['controller-revision-hash'], perReplica: statefulReplicas(owner) }),
    },
  ],
};
