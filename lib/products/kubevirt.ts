import type { Controller } from './controller';

/** KubeVirt: virtual machines in pods. */
export const kubeVirt: Controller = {
  pods: [{ group: 'kubevirt.io', kind: 'VirtualMachine', path: ['spec', 'template'] }],
};
