import type { Manifest } from '../../manifest/objects/manifest';
import type { CustomResource } from '../resource/custom-resource';
import type { OperatorRule } from './operator-rules';

const group = 'rbac.authorization.k8s.io';

/** What an operator may do in the whole cluster, and its ServiceAccount that may. */
export function clusterRole(
  name: string,
  account: { readonly name: string; readonly namespace: string },
  rules: readonly OperatorRule[],
): readonly Manifest[] {
  return [
    { apiVersion: `${group}/v1`, kind: 'ClusterRole', metadata: { name }, rules: rules.map(ruleOf) },
    {
      apiVersion: `${group}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: group, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', ...account }],
    },
  ];
}

/** What people who may view or edit a namespace may do with a kind there. */
export function aggregatedRoles(kind: CustomResource): readonly Manifest[] {
  const resources = [kind.plural, ...(kind.hasStatus ? [`${kind.plural}/status`] : [])];
  const view = resources.map((resource) => ({ group: kind.group, resource, verbs: ['get', 'list', 'watch'] }));
  const verbs = ['create', 'delete', 'deletecollection', 'patch', 'update'];
  const edit = [{ group: kind.group, resource: kind.plural, verbs }];
  return [
    aggregated(`${kind.plural}.${kind.group}-viewer`, ['view', 'edit', 'admin'], view),
    aggregated(`${kind.plural}.${kind.group}-editor`, ['edit', 'admin'], edit),
  ];
}

function aggregated(name: string, to: readonly string[], rules: readonly OperatorRule[]): Manifest {
  const labels = Object.fromEntries(to.map((role) => [`${group}/aggregate-to-${role}`, 'true']));
  return { apiVersion: `${group}/v1`, kind: 'ClusterRole', metadata: { name, labels }, rules: rules.map(ruleOf) };
}

function ruleOf({ group: apiGroup, resource, verbs }: OperatorRule) {
  return { apiGroups: [apiGroup], resources: [resource], verbs: [...verbs] };
}
