import { formatWhoCan, whoCanJson } from '../../lib/cli/who-can-answer';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const manifests = new ManifestSet(
  [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'cart', namespace: 'boutique' } },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'admins' },
      roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'Group', name: 'platform' }],
    },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata: { name: 'cart', namespace: 'boutique' },
      roleRef: { kind: 'Role', name: 'cart' },
      subjects: [{ kind: 'ServiceAccount', name: 'cart' }],
    },
    {
      apiVersion,
      kind: 'Role',
      metadata: { name: 'cart', namespace: 'boutique' },
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['database'], verbs: ['get'] }],
    },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata: { name: 'operator', namespace: 'boutique' },
      roleRef: { kind: 'ClusterRole', name: 'operator' },
      subjects: [{ kind: 'ServiceAccount', name: 'operator' }],
    },
  ].map((manifest) => ({ manifest })),
);

test('prints one line a grant, and what may grant more', () => {
  expect(formatWhoCan(manifests, { verb: 'get', resource: 'secrets' })).toBe(
    [
      'Group platform                everywhere                  ClusterRoleBinding admins gives ClusterRole cluster-admin rules[0]',
      'ServiceAccount boutique/cart  in boutique, only database  RoleBinding boutique/cart gives Role boutique/cart rules[0]',
      'may grant more: RoleBinding boutique/operator, whose role is not in the tree',
      '',
    ].join('\n'),
  );
});

test('says so where nobody is granted anything', () => {
  expect(formatWhoCan(new ManifestSet([]), { verb: 'get', resource: 'secrets' })).toBe(
    'nobody, as far as the bindings of this tree say\n',
  );
});

test('gives plain data for other programs', () => {
  const rbac = 'rbac.authorization.k8s.io';
  expect(whoCanJson(manifests, { verb: 'get', resource: 'secrets', resourceName: 'database' })).toEqual({
    grants: [
      {
        subject: { kind: 'Group', name: 'platform' },
        binding: { group: rbac, kind: 'ClusterRoleBinding', namespace: '', name: 'admins' },
        role: { group: rbac, kind: 'ClusterRole', namespace: '', name: 'cluster-admin' },
        rule: 'rules[0]',
        serviceAccounts: [],
      },
      {
        subject: { kind: 'ServiceAccount', name: 'cart', namespace: 'boutique' },
        binding: { group: rbac, kind: 'RoleBinding', namespace: 'boutique', name: 'cart' },
        role: { group: rbac, kind: 'Role', namespace: 'boutique', name: 'cart' },
        rule: 'rules[0]',
        namespace: 'boutique',
        resourceNames: ['database'],
        serviceAccounts: ['ServiceAccount boutique/cart'],
      },
    ],
    unresolved: [{ group: rbac, kind: 'RoleBinding', namespace: 'boutique', name: 'operator' }],
  });
});
