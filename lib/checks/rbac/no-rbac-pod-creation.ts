import { rbacGroup } from '../../manifest/rbac/policy-rule';
import type { Check } from '../check';
import { riskyRules, type RiskyPermission } from './risky-permissions';

const shared = {
  verbs: ['create', 'update', 'patch'],
  lets: 'run any image as any ServiceAccount of the namespace, and mount any Secret of it',
  evenByName: false,
} as const;

const permissions: readonly RiskyPermission[] = [
  { ...shared, verbs: ['create'], group: '', resources: ['pods'] },
  { ...shared, group: '', resources: ['replicationcontrollers'] },
  { ...shared, group: 'apps', resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'] },
  { ...shared, group: 'batch', resources: ['cronjobs', 'jobs'] },
];

/** A role does not let its subjects create Pods, directly or through a workload. */
export const noRbacPodCreation: Check = {
  id: 'no-rbac-pod-creation',
  severity: 'warning',
  profile: 'strict',
  why: 'The creator of a Pod chooses its identity: creating Pods is as good as holding all Secrets and tokens of the namespace.',
  kinds: [`${rbacGroup}/ClusterRole`, `${rbacGroup}/Role`],
  run: ({ manifest }) => riskyRules(manifest, permissions, 'leave it to controllers and the GitOps engine'),
};
