import type { Field } from '../../manifest/objects/field';
import type { AddedLabels } from './added-labels';
import { podsOfTemplate, type Controller, type PodMaker } from './controller';
import { statefulReplicas } from './stateful-replicas';

/** OpenKruise: workloads that replace their pods in place. */
export const kruise: Controller = {
  pods: [
    workload('CloneSet', 'v1alpha1', () => ({
      unknown: ['apps.kruise.io/cloneset-instance-id', 'controller-revision-hash', 'pod-template-hash'],
    })),
    workload('DaemonSet', 'v1alpha1', () => ({ unknown: ['controller-revision-hash', 'pod-template-generation'] })),
    workload('StatefulSet', 'v1beta1', (owner) => ({
      unknown: ['controller-revision-hash'],
      perReplica: statefulReplicas(owner),
    })),
  ],
};

function workload(kind: string, version: string, added: (owner: Field) => AddedLabels): PodMaker {
  return {
    group: 'apps.kruise.io',
    kind,
    version,
    podsOf: (owner) => [podsOfTemplate(owner.at('spec', 'template'), { added: added(owner) })],
  };
}
