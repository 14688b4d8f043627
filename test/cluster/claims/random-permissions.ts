import * as fc from 'fast-check';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { TreeObject } from '../../control-plane/trees/tree';

/** Who asks for something, as the server's authenticator has found out. */
export interface AskingSubject {
  readonly user: string;
  readonly groups: readonly string[];
}

export const subjects: readonly AskingSubject[] = [
  ...['red', 'blue'].map((namespace) => ({
    user: `system:serviceaccount:${namespace}:robot`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  })),
  { user: 'jane', groups: ['developers', 'system:authenticated'] },
];

const rbac = 'rbac.authorization.k8s.io/v1';
const some = <T>(...values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const namespace = fc.constantFrom('red', 'blue');

const rule: fc.Arbitrary<JsonObject> = fc.record(
  {
    apiGroups: some('', 'apps', '*'),
    resources: some('pods', 'pods/log', 'pods/*', 'secrets', 'nodes', 'namespaces', 'deployments', '*/scale', '*'),
    verbs: some('get', 'list', 'create', 'deletecollection', 'impersonate', '*'),
    resourceNames: some('one', 'two', 'red'),
  },
  { requiredKeys: ['apiGroups', 'resources', 'verbs'] },
);
const rules = fc.array(rule, { minLength: 1, maxLength: 2 });

const clusterRole = fc.record({
  kind: fc.constant('ClusterRole'),
  metadata: fc.record({
    name: fc.constantFrom('reader', 'writer', 'extension'),
    labels: fc.constantFrom({}, { extends: 'all' }, { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' }),
  }),
  rules,
});
const aggregatedRole = fc.constant({
  kind: 'ClusterRole',
  metadata: { name: 'all' },
  aggregationRule: { clusterRoleSelectors: [{ matchLabels: { extends: 'all' } }] },
});
const role = fc.record({
  kind: fc.constant('Role'),
  metadata: fc.record({ name: fc.constantFrom('reader', 'writer'), namespace }),
  rules,
});

const subject = fc.oneof(
  namespace.map((of) => ({ kind: 'ServiceAccount', name: 'robot', namespace: of })),
  fc
    .constantFrom('developers', 'system:serviceaccounts', 'system:serviceaccounts:red', 'system:authenticated')
    .map((name) => ({ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name })),
  fc
    .constantFrom('jane', 'system:serviceaccount:blue:robot')
    .map((name) => ({ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name })),
);
const roleRef = (kind: string, ...names: string[]) =>
  fc.constantFrom(...names).map((name) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name }));
const ofCluster = roleRef('ClusterRole', 'reader', 'writer', 'extension', 'all', 'view', 'edit', 'cluster-admin');
const binding = fc.record({
  kind: fc.constant('RoleBinding'),
  metadata: fc.record({ name: fc.constantFrom('one', 'two'), namespace }),
  subjects: fc.array(subject, { minLength: 1, maxLength: 2 }),
  roleRef: fc.oneof(ofCluster, roleRef('Role', 'reader', 'writer')),
});
const clusterBinding = fc.record({
  kind: fc.constant('ClusterRoleBinding'),
  metadata: fc.record({ name: fc.constantFrom('one', 'two') }),
  subjects: fc.array(subject, { minLength: 1, maxLength: 1 }),
  roleRef: ofCluster,
});

/** Roles of all kinds and who has them, in two namespaces. */
export const permissions: fc.Arbitrary<readonly TreeObject[]> = fc
  .uniqueArray(fc.oneof(clusterRole, aggregatedRole, role, binding, binding, clusterBinding), {
    minLength: 4,
    maxLength: 10,
    selector: ({ kind, metadata }) =>
      JSON.stringify([kind, metadata.name, 'namespace' in metadata ? metadata.namespace : '']),
  })
  .map((objects) =>
    objects.map((object) => {
      const manifest: Manifest = { apiVersion: rbac, ...object };
      return { manifest, text: JSON.stringify(manifest) };
    }),
  );
