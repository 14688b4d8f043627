/** Kinds (as `group/kind`) whose Pods are meant to run for ever. */
export const longRunningKinds = [
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'argoproj.io/Rollout',
] as const;

/** Kinds of them whose number of Pods is chosen. */
export const replicatedKinds = ['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'] as const;
