import type { Change } from '../difference/change';

/** What can be done about changes that are refused because a field is immutable, by kind. */
export function howToChange(kind: string, changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const isGrowth = kind === 'apps/StatefulSet' && changes.every(({ path }) => templateSize.test(path));
  return isGrowth ? growingClaims : (ways[kind] ?? []);
}

const templateSize = /^spec\.volumeClaimTemplates\[[^\]]+\]\.spec\.resources\.requests\.storage$/;
const growingClaims = [
  "to change it: keep the template, and let the claims grow in the tree: claims: 'managed' of a store, with the old size as templateSize",
  'or grow each claim by "kubectl patch pvc", delete the StatefulSet with --cascade=orphan, so that pods and claims stay, and apply again',
];

const byName = ['to change it: give the object another name, or delete it first'];
const ways: Readonly<Record<string, readonly string[]>> = {
  '/ConfigMap': ['to change it: give it another name, and let the pods refer to that'],
  '/PersistentVolumeClaim': ['to change it: make another claim, and copy the data'],
  '/Secret': ['to change it: give it another name, and let the pods refer to that'],
  '/Service': ['to change it: delete the Service first, which ends its address'],
  'apps/DaemonSet': [
    'to change it: delete the DaemonSet with --cascade=orphan, so that its pods stay, and apply again',
  ],
  'apps/Deployment': ['to change it: give the Deployment another name, or delete it first, which ends its pods'],
  'apps/StatefulSet': [
    'to change it: delete the StatefulSet with --cascade=orphan, so that pods and claims stay, and apply again',
  ],
  'batch/Job': byName,
  'rbac.authorization.k8s.io/ClusterRoleBinding': byName,
  'rbac.authorization.k8s.io/RoleBinding': byName,
  'scheduling.k8s.io/PriorityClass': byName,
  'storage.k8s.io/StorageClass': byName,
};
