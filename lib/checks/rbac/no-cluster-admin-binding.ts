import { rbacGroup } from '../../manifest/rbac/policy-rule';
import { formatSubject, readRoleBinding } from '../../manifest/rbac/role-binding';
import type { Check } from '../check';

/** No workload or person is made an administrator of the cluster, or of a namespace, by the tree. */
export const noClusterAdminBinding: Check = {
  id: 'no-cluster-admin-binding',
  severity: 'error',
  profile: 'production',
  why: 'cluster-admin may do everything, Secrets, nodes and RBAC itself included: one leaked token is the whole cluster.',
  kinds: [`${rbacGroup}/ClusterRoleBinding`, `${rbacGroup}/RoleBinding`],
  run: function* (object, { manifests }) {
    const binding = readRoleBinding(manifests, object);
    if (binding?.roleName !== 'cluster-admin' || binding.subjects.length === 0) return;
    const where = binding.namespace === undefined ? 'the cluster' : `namespace ${binding.namespace}`;
    yield {
      path: 'roleRef.name',
      message: `Forbidden: makes ${binding.subjects.map(formatSubject).join(', ')} administrator of ${where}`,
      fix: 'grant a role with the permissions that are needed',
    };
  },
};
