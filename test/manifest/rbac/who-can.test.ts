import { isManifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { formatSubject } from '../../../lib/manifest/rbac/role-binding';
import { whoCan, type AccessQuestion } from '../../../lib/manifest/rbac/who-can';

const readPods = { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] };

/** Who is granted something, as `<subject> <namespace>`, `*` for everywhere. */
function granted(tree: ManifestSet, question: AccessQuestion): string[] {
  return whoCan(tree, question).grants.map(({ subject, namespace }) => `${formatSubject(subject)} ${namespace ?? '*'}`);
}

function tree(...documents: readonly object[]): ManifestSet {
  return new ManifestSet(documents.map((manifest) => (isManifest(manifest) ? { manifest } : fail(manifest))));
}

function fail(value: unknown): never {
  throw new Error(`no manifest: ${JSON.stringify(value)}`);
}

function role(rule: object, name = 'reader'): object {
  return { ...object('Role', name), rules: [rule] };
}

function clusterRole(rule: object, { name = 'reader', ...metadata }: { name?: string; labels?: object } = {}): object {
  const { apiVersion, kind } = object('ClusterRole', name);
  return { apiVersion, kind, metadata: { name, ...metadata }, rules: [rule] };
}

const cart = { kind: 'ServiceAccount', name: 'cart', namespace: 'boutique' };

function roleBinding(subject: object = cart, roleKind = 'Role', roleName = 'reader'): object {
  return { ...object('RoleBinding', 'reader'), roleRef: { kind: roleKind, name: roleName }, subjects: [subject] };
}

function clusterRoleBinding(subject: object = cart, roleName = 'reader'): object {
  const { apiVersion, kind } = object('ClusterRoleBinding', 'reader');
  const roleRef = { kind: 'ClusterRole', name: roleName };
  return { apiVersion, kind, metadata: { name: 'reader' }, roleRef, subjects: [subject] };
}

function object(kind: string, name: string): { apiVersion: string; kind: string; metadata: object } {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name, namespace: 'boutique' } };
}

test('a RoleBinding grants in its namespace', () => {
  const manifests = tree(role(readPods), roleBinding());
  expect(granted(manifests, { verb: 'get', resource: 'pods' })).toEqual(['ServiceAccount boutique/cart boutique']);
  expect(granted(manifests, { verb: 'get', resource: 'pods', namespace: 'boutique' })).toHaveLength(1);
  expect(granted(manifests, { verb: 'get', resource: 'pods', namespace: 'shop' })).toEqual([]);
});

test('a RoleBinding to a ClusterRole grants its rules in one namespace', () => {
  const manifests = tree(clusterRole(readPods), roleBinding(cart, 'ClusterRole'));
  expect(granted(manifests, { verb: 'get', resource: 'pods' })).toEqual(['ServiceAccount boutique/cart boutique']);
});

test('a ClusterRoleBinding grants everywhere', () => {
  const manifests = tree(clusterRole(readPods), clusterRoleBinding());
  expect(granted(manifests, { verb: 'get', resource: 'pods', namespace: 'shop' })).toEqual([
    'ServiceAccount boutique/cart *',
  ]);
});

test('a RoleBinding grants nothing outside of namespaces', () => {
  const rule = { apiGroups: [''], resources: ['nodes', 'namespaces'], verbs: ['get', 'list'] };
  const manifests = tree(clusterRole(rule), roleBinding(cart, 'ClusterRole'));
  expect(granted(manifests, { verb: 'get', resource: 'nodes' })).toEqual([]);
  expect(granted(manifests, { verb: 'list', resource: 'namespaces' })).toEqual([]);
  expect(granted(manifests, { verb: 'get', resource: 'namespaces', namespace: 'boutique' })).toHaveLength(1);
});

test('verb, group and resource must all be allowed by one rule', () => {
  const manifests = tree(role(readPods), roleBinding());
  expect(granted(manifests, { verb: 'delete', resource: 'pods' })).toEqual([]);
  expect(granted(manifests, { verb: 'get', resource: 'services' })).toEqual([]);
  expect(granted(manifests, { verb: 'get', resource: 'pods', group: 'metrics.k8s.io' })).toEqual([]);
});

test('the group of a built-in resource is known', () => {
  const rule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] };
  expect(granted(tree(role(rule), roleBinding()), { verb: 'patch', resource: 'deployments' })).toHaveLength(1);
});

test('the group of a custom resource comes from its definition', () => {
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'shops.example.com' },
    spec: { group: 'example.com', names: { plural: 'shops', kind: 'Shop' }, scope: 'Cluster' },
  };
  const rule = { apiGroups: ['example.com'], resources: ['shops'], verbs: ['get'] };
  const question = { verb: 'get', resource: 'shops' };
  expect(granted(tree(definition, clusterRole(rule), clusterRoleBinding()), question)).toHaveLength(1);
  expect(granted(tree(definition, clusterRole(rule), roleBinding(cart, 'ClusterRole')), question)).toEqual([]);
});

test.each([
  ['pods', 'pods', true],
  ['pods', 'pods/log', false],
  ['pods/log', 'pods/log', true],
  ['pods/log', 'pods', false],
  ['*/log', 'pods/log', true],
  ['*/log', 'pods/exec', false],
  ['pods/*', 'pods/log', false],
  ['*', 'pods', true],
  ['*', 'pods/log', true],
])('a rule for %s and a request for %s: %s', (allowed, resource, expected) => {
  const manifests = tree(role({ ...readPods, resources: [allowed] }), roleBinding());
  expect(granted(manifests, { verb: 'get', resource })).toHaveLength(expected ? 1 : 0);
  const [plural = '', subresource = ''] = resource.split('/');
  expect(granted(manifests, { verb: 'get', resource: plural, subresource })).toHaveLength(expected ? 1 : 0);
});

test('a star stands for every verb and every group', () => {
  const manifests = tree(role({ apiGroups: ['*'], resources: ['pods'], verbs: ['*'] }), roleBinding());
  expect(granted(manifests, { verb: 'impersonate', resource: 'pods', group: 'any.example.com' })).toHaveLength(1);
});

test('a rule for certain names grants those, and says so where no name is asked for', () => {
  const manifests = tree(role({ ...readPods, resourceNames: ['cart-0'] }), roleBinding());
  const question = { verb: 'get', resource: 'pods' };
  expect(granted(manifests, { ...question, resourceName: 'cart-0' })).toHaveLength(1);
  expect(granted(manifests, { ...question, resourceName: 'cart-1' })).toEqual([]);
  expect(whoCan(manifests, question).grants).toMatchObject([{ resourceNames: ['cart-0'] }]);
});

test.each(['create', 'deletecollection'])('a rule for certain names never allows %s, which names no object', (verb) => {
  const manifests = tree(role({ ...readPods, verbs: [verb], resourceNames: ['cart'] }), roleBinding());
  expect(granted(manifests, { verb, resource: 'pods', resourceName: 'cart' })).toEqual([]);
});

test('a rule for certain names allows to create below them', () => {
  const rule = { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'], resourceNames: ['cart-0'] };
  const manifests = tree(role(rule), roleBinding());
  expect(granted(manifests, { verb: 'create', resource: 'pods/exec', resourceName: 'cart-0' })).toHaveLength(1);
});

test.each([
  ['/metrics', '/metrics', true],
  ['/metrics', '/metrics/cadvisor', false],
  ['/metrics*', '/metrics/cadvisor', true],
  ['/apis/*', '/apis', false],
  ['*', '/anything', true],
  ['/*/metrics', '/a/metrics', false],
])('a rule for the path %s and a request for %s: %s', (allowed, resource, expected) => {
  const rule = { nonResourceURLs: [allowed], verbs: ['get'] };
  const question = { verb: 'get', resource };
  expect(granted(tree(clusterRole(rule), clusterRoleBinding()), question)).toHaveLength(expected ? 1 : 0);
  expect(granted(tree(clusterRole(rule), roleBinding(cart, 'ClusterRole')), question)).toEqual([]);
});

test('an aggregated role gives the rules of the roles that it selects, and none of its own', () => {
  const aggregated = {
    ...clusterRole({ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }, { name: 'all' }),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { team: 'platform' } }] },
  };
  const member = clusterRole(readPods, { labels: { team: 'platform' } });
  const manifests = tree(aggregated, member, clusterRoleBinding(cart, 'all'));
  expect(whoCan(manifests, { verb: 'get', resource: 'pods' }).grants).toMatchObject([
    { role: { manifest: { metadata: { name: 'reader' } } }, rule: 'rules[0]' },
  ]);
  expect(granted(manifests, { verb: 'get', resource: 'nodes' })).toEqual([]);
});

test('roles that aggregate each other end', () => {
  const selecting = (name: string, of: string) => ({
    ...clusterRole(readPods, { name, labels: { [name]: 'true' } }),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [of]: 'true' } }] },
  });
  const manifests = tree(selecting('a', 'b'), selecting('b', 'a'), clusterRoleBinding(cart, 'a'));
  expect(granted(manifests, { verb: 'get', resource: 'pods' })).toEqual([]);
});

test('the roles that every cluster has are known, and take in what the tree aggregates to them', () => {
  const rule = { apiGroups: ['example.com'], resources: ['shops'], verbs: ['get'] };
  const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
  const manifests = tree(clusterRole(rule, { name: 'shops', labels }), roleBinding(cart, 'ClusterRole', 'admin'));
  expect(granted(manifests, { verb: 'get', resource: 'pods/log' })).toHaveLength(1);
  expect(granted(manifests, { verb: 'create', resource: 'pods/exec' })).toHaveLength(1);
  expect(granted(manifests, { verb: 'delete', resource: 'rolebindings' })).toHaveLength(1);
  expect(granted(manifests, { verb: 'get', resource: 'shops', group: 'example.com' })).toHaveLength(1);
  expect(granted(manifests, { verb: 'create', resource: 'resourcequotas' })).toEqual([]);
  const viewer = tree(roleBinding(cart, 'ClusterRole', 'view'));
  expect(granted(viewer, { verb: 'get', resource: 'secrets' })).toEqual([]);
});

test('a binding to an unknown role is unresolved, not silent', () => {
  const manifests = tree(roleBinding(cart, 'ClusterRole', 'made-by-an-operator'));
  expect(whoCan(manifests, { verb: 'get', resource: 'pods' })).toMatchObject({ grants: [], unresolved: [{}] });
});

test('a group of ServiceAccounts stands for those of the tree that are in it', () => {
  const account = (name: string, namespace: string) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace },
  });
  const accounts = [account('cart', 'boutique'), account('ads', 'boutique'), account('till', 'shop')];
  const members = (subject: object): number =>
    whoCan(tree(clusterRole(readPods), clusterRoleBinding(subject), ...accounts), {
      verb: 'get',
      resource: 'pods',
    }).grants.flatMap(({ serviceAccounts }) => serviceAccounts).length;
  expect(members({ kind: 'Group', name: 'system:serviceaccounts' })).toBe(3);
  expect(members({ kind: 'Group', name: 'system:serviceaccounts:boutique' })).toBe(2);
  expect(members({ kind: 'User', name: 'system:serviceaccount:shop:till' })).toBe(1);
  expect(members({ kind: 'Group', name: 'platform' })).toBe(0);
  expect(members(cart)).toBe(1);
});

test('a ServiceAccount without a namespace is of the namespace of its RoleBinding', () => {
  const manifests = tree(role(readPods), roleBinding({ kind: 'ServiceAccount', name: 'cart' }));
  expect(granted(manifests, { verb: 'get', resource: 'pods' })).toEqual(['ServiceAccount boutique/cart boutique']);
  const everywhere = tree(clusterRole(readPods), clusterRoleBinding({ kind: 'ServiceAccount', name: 'cart' }));
  expect(granted(everywhere, { verb: 'get', resource: 'pods' })).toEqual([]);
});

test('a binding that is no binding grants nothing', () => {
  const broken = { ...object('RoleBinding', 'reader'), roleRef: 'reader', subjects: { cart } };
  expect(whoCan(tree(role(readPods), broken), { verb: 'get', resource: 'pods' })).toEqual({
    grants: [],
    unresolved: [],
  });
});

test('a path of many stars is compared at once', () => {
  const path = `/${'*'.repeat(200_000)}x*`;
  const manifests = tree(clusterRole({ nonResourceURLs: [path], verbs: ['get'] }), clusterRoleBinding());
  expect(granted(manifests, { verb: 'get', resource: '/metrics' })).toEqual([]);
});

test.each(['pods', 'pod'])('%s names the resource that rules call pods', (resource) => {
  const manifests = tree(role(readPods), roleBinding());
  expect(granted(manifests, { verb: 'get', resource })).toHaveLength(1);
});

test.each([
  ['ingress', 'networking.k8s.io', 'ingresses'],
  ['networkpolicy', 'networking.k8s.io', 'networkpolicies'],
  ['endpoints', '', 'endpoints'],
])('%s is found in its group %j as %s', (resource, group, plural) => {
  const manifests = tree(role({ apiGroups: [group], resources: [plural], verbs: ['get'] }), roleBinding());
  expect(granted(manifests, { verb: 'get', resource })).toHaveLength(1);
});

test('a resource of the tree is known by its singular and short names too', () => {
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'crontabs.stable.example' },
    spec: {
      group: 'stable.example',
      scope: 'Namespaced',
      names: { kind: 'CronTab', plural: 'crontabs', shortNames: ['ct'] },
    },
  };
  const rule = { apiGroups: ['stable.example'], resources: ['crontabs'], verbs: ['get'] };
  const manifests = tree(definition, role(rule), roleBinding());
  for (const resource of ['crontabs', 'crontab', 'ct']) {
    expect(granted(manifests, { verb: 'get', resource })).toHaveLength(1);
  }
});
