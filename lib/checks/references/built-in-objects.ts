import type { ObjectIdentity } from '../../manifest/objects/object-identity';

/** Names of objects that every cluster has before anything is applied, by `group/kind`; `*` for every namespace. */
const builtIn: ReadonlyMap<string, readonly BuiltInName[]> = new Map<string, readonly BuiltInName[]>([
  ['/ConfigMap', [{ namespace: '*', name: 'kube-root-ca.crt' }]],
  ['/Namespace', clusterScoped('default', 'kube-node-lease', 'kube-public', 'kube-system')],
  ['/Service', [{ namespace: 'default', name: 'kubernetes' }]],
  ['/ServiceAccount', [{ namespace: '*', name: 'default' }]],
  ['rbac.authorization.k8s.io/ClusterRole', clusterScoped('admin', 'cluster-admin', 'edit', 'view')],
  ['rbac.authorization.k8s.io/Role', [{ namespace: 'kube-system', name: 'extension-apiserver-authentication-reader' }]],
  ['scheduling.k8s.io/PriorityClass', clusterScoped('system-cluster-critical', 'system-node-critical')],
]);

interface BuiltInName {
  readonly namespace: string;
  readonly name: string;
}

/** Whether every cluster has an object of this identity, made by the API server or its controllers. */
export function isBuiltIn({ group, kind, namespace, name }: ObjectIdentity): boolean {
  if (group === 'rbac.authorization.k8s.io' && name.startsWith('system:')) return true;
  return (builtIn.get(`${group}/${kind}`) ?? []).some(
    (object) => object.name === name && (object.namespace === '*' || object.namespace === namespace),
  );
}

function clusterScoped(...names: readonly string[]): BuiltInName[] {
  return names.map((name) => ({ namespace: '', name }));
}
