import type { Manifest } from '../manifest/objects/manifest';
import type { RoleModel } from './resolve-grants';

const group = 'rbac.authorization.k8s.io';

/** What an account may do with objects of a namespace. */
export function emitRole({ account, namespace, rules }: RoleModel): Manifest {
  return {
    apiVersion: `${group}/v1`,
    kind: 'Role',
    metadata: { name: nameOf(account, namespace), namespace },
    rules: [...rules],
  };
}

/** Gives the role to its account. */
export function emitRoleBinding({ account, namespace }: RoleModel): Manifest {
  const name = nameOf(account, namespace);
  return {
    apiVersion: `${group}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace },
    roleRef: { apiGroup: group, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', ...account }],
  };
}

/** Accounts of several namespaces may have one name: in another namespace, the role says whose it is. */
function nameOf(account: RoleModel['account'], namespace: string): string {
  return account.namespace === namespace ? `${account.name}-grants` : `${account.namespace}-${account.name}-grants`;
}
