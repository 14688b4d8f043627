import type { Field } from '../../manifest/objects/field';
import { podsOfTemplate, type Controller, type DescribedPods, type MadeName } from './controller';

/** KubeVirt: each virtual machine runs in a pod, which has the labels of the instance; its disks are imported into claims. */
export const kubeVirt: Controller = {
  makes: [
    { group: 'cdi.kubevirt.io', kind: 'DataVolume', names: (_, name) => [claim(name)] },
    {
      group: 'kubevirt.io',
      kind: 'VirtualMachine',
      names: (maker) =>
        maker
          .at('spec', 'dataVolumeTemplates')
          .items()
          .map((template) => claim(template.at('metadata', 'name').text)),
    },
  ],
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

/** The claim of a DataVolume has its name. */
function claim(name: string | undefined): MadeName {
  return { kind: 'PersistentVolumeClaim', name };
}

function launcher(instance: Field): DescribedPods {
  return podsOfTemplate(instance, {
    labels: { 'kubevirt.io': 'virt-launcher' },
    // The name is that of the host, shortened; the others are of the running instance.
    added: { unknown: ['kubevirt.io/created-by', 'vm.kubevirt.io/name', 'vmi.kubevirt.io/id'] },
  });
}
