import { deployerName } from '../fleet/team-repository';
import type { Manifest } from '../manifest/objects/manifest';
import type { TenantProps } from './tenant-props';

const group = 'rbac.authorization.k8s.io';

/** Who may do what in a namespace: groups of people, and the account that the team's objects are applied as. */
export function emitAccounts(
  namespace: string,
  { groups = {}, deployer = {} }: Pick<TenantProps, 'groups' | 'deployer'>,
): readonly Manifest[] {
  const bindings = Object.entries(groups).flatMap(([role, names = []]) =>
    names.length === 0
      ? []
      : [
          binding(
            namespace,
            role,
            role,
            names.map((name) => ({ apiGroup: group, kind: 'Group', name })),
          ),
        ],
  );
  const pods: Manifest = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace },
    // Pods that name no account of their own have nothing to ask the API server.
    automountServiceAccountToken: false,
  };
  if (deployer === false) return [pods, ...bindings];
  const { name = deployerName, clusterRole = 'edit' } = deployer;
  const account: Manifest = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace },
    automountServiceAccountToken: false,
  };
  // The role of a binding cannot be changed: another one is another binding.
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  return [pods, ...bindings, account, binding(namespace, `${name}-${clusterRole}`, clusterRole, subjects)];
}

function binding(
  namespace: string,
  name: string,
  clusterRole: string,
  subjects: readonly Readonly<Record<string, string>>[],
): Manifest {
  return {
    apiVersion: `${group}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: clusterRole },
    subjects,
  };
}
