import type { Field } from '../manifest/objects/field';
import { podsOfTemplate, type Controller, type DescribedPods } from './controller';

/** KubeVirt: each virtual machine runs in a pod, which has the labels of the instance. */
export const kubeVirt: Controller = {
  pods: [
    { group: 'kubevirt.io', kind: 'VirtualMachine', podsOf: (owner) => [launcher(owner.at('spec', 'template'))] },
    { group: 'kubevirt.io', kind: 'VirtualMachineInstance', podsOf: (owner) => [launcher(owner)] },
    {
      group: 'kubevirt.io',
      kind: 'VirtualMachineInstanceReplicaSet',
      podsOf: (owner) => [launcher(owner.at('spec', 'template'))],
    },
    {
      group: 'pool.kubevirt.io',
      kind: 'VirtualMachinePool',
      podsOf: (owner) => [launcher(owner.at('spec', 'virtualMachineTemplate', 'spec', 'template'))],
    },
  ],
};

function launcher(instance: Field): DescribedPods {
  return podsOfTemplate(instance, {
    labels: { 'kubevirt.io': 'virt-launcher' },
    // The name is that of the host, shortened; the others are of the running instance.
    added: { unknown: ['kubevirt.io/created-by', 'vm.kubevirt.io/name', 'vmi.kubevirt.io/id'] },
  });
}
