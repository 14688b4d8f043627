import type { Controller } from './controller';

const owners = ['cronjob', 'daemonset', 'deployment', 'job', 'replicaset', 'replicationcontroller', 'statefulset'];

/** Linkerd: its webhook labels the pods that it puts a proxy into. */
export const linkerdInjector: Controller = {
  labelsOnAnyPod: [
    'linkerd.io/control-plane-ns',
    'linkerd.io/workload-ns',
    ...owners.map((owner) => `linkerd.io/proxy-${owner}`),
  ],
};
