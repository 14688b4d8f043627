import { Config, Worker, type Workload } from '../../lib';
import { whoCan, type AccessQuestion } from '../../lib/manifest/rbac/who-can';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { renderChart } from '../example-fleet';

const network = { apiServer: { cidrs: ['10.0.0.1/32'], port: 443 } };

function granted(grant: (workload: Workload, config: Config) => unknown): ReadonlyMap<string, Manifest> {
  return renderChart(
    (chart) => {
      const config = new Config(chart, 'flags', { data: {} });
      grant(new Worker(chart, 'operator', { image: 'registry.example/operator:1' }).workload, config);
    },
    { network },
  );
}

/** Names of the accounts that may do something. */
function allowed(objects: ReadonlyMap<string, Manifest>, question: AccessQuestion): readonly string[] {
  const { grants } = whoCan(new ManifestSet([...objects.values()].map((manifest) => ({ manifest }))), question);
  return grants.map(({ subject }) => subject.name);
}

test('read is for the one object, and nothing else of its namespace', () => {
  const objects = granted(({ grant }, config) => grant.read(config));
  const configMap = { resource: 'configmaps', namespace: 'shop' };
  expect(allowed(objects, { ...configMap, verb: 'get', resourceName: 'flags' })).toEqual(['operator']);
  expect(allowed(objects, { ...configMap, verb: 'get', resourceName: 'other' })).toEqual([]);
  expect(allowed(objects, { ...configMap, verb: 'update', resourceName: 'flags' })).toEqual([]);
  expect(allowed(objects, { ...configMap, verb: 'watch', resourceName: 'flags' })).toEqual([]);
  expect(allowed(objects, { resource: 'secrets', verb: 'get', namespace: 'shop', resourceName: 'flags' })).toEqual([]);
});

test('watch adds the changes of the same object', () => {
  const objects = granted(({ grant }, config) => grant.read(config, { watch: true }));
  const configMap = { resource: 'configmaps', namespace: 'shop' };
  expect(allowed(objects, { ...configMap, verb: 'watch', resourceName: 'flags' })).toEqual(['operator']);
  expect(allowed(objects, { ...configMap, verb: 'watch', resourceName: 'other' })).toEqual([]);
});

test('leaderElection makes Leases, and holds its own', () => {
  const objects = granted(({ grant }) => grant.leaderElection());
  const lease = { group: 'coordination.k8s.io', resource: 'leases', namespace: 'shop' };
  expect(allowed(objects, { ...lease, verb: 'create' })).toEqual(['operator']);
  expect(allowed(objects, { ...lease, verb: 'update', resourceName: 'operator' })).toEqual(['operator']);
  expect(allowed(objects, { ...lease, verb: 'update', resourceName: 'other' })).toEqual([]);
});

test('patchStatus is for the status alone', () => {
  const objects = granted(({ grant }) => grant.patchStatus({ group: 'shop.example', resource: 'widgets' }));
  const widgets = { group: 'shop.example', resource: 'widgets', verb: 'patch', namespace: 'shop' };
  expect(allowed(objects, { ...widgets, subresource: 'status' })).toEqual(['operator']);
  expect(allowed(objects, widgets)).toEqual([]);
});

test('grants of one account are one role a namespace, whatever their order, with names of the same rule together', () => {
  const both = granted(({ grant }, config) => grant.leaderElection().read({ name: 'a' }).read(config));
  const reversed = granted(({ grant }, config) => grant.read(config).read({ name: 'a' }).leaderElection());
  expect(both.get('Role/operator-grants')).toEqual(reversed.get('Role/operator-grants'));
  expect(both.get('Role/operator-grants')).toMatchObject({
    rules: [
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['a', 'flags'], verbs: ['get'] },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: ['operator'],
        verbs: ['get', 'patch', 'update'],
      },
    ],
  });
});

test('in another namespace, the role says whose it is', () => {
  const objects = granted(({ grant }) => grant.read({ kind: 'Secret', name: 'tls', namespace: 'ingress' }));
  expect(objects.get('RoleBinding/shop-operator-grants')).toMatchObject({
    metadata: { namespace: 'ingress' },
    subjects: [{ kind: 'ServiceAccount', name: 'operator', namespace: 'shop' }],
  });
  expect(allowed(objects, { resource: 'secrets', verb: 'get', namespace: 'ingress', resourceName: 'tls' })).toEqual([
    'operator',
  ]);
});

test('pods that were granted something have a token and a way to the API server', () => {
  const objects = granted(({ grant }, config) => grant.read(config));
  expect(objects.get('Deployment/operator')).toMatchObject({
    spec: { template: { spec: { automountServiceAccountToken: true } } },
  });
  expect(JSON.stringify(objects.get('NetworkPolicy/operator'))).toContain('10.0.0.1/32');
});

test.each<[string, (workload: Workload) => unknown, string]>([
  ['every verb', ({ grant }) => grant.to(['*'], { resource: 'pods' }), 'Forbidden: "*"'],
  ['every resource', ({ grant }) => grant.to(['get'], { resource: '*' }), 'Forbidden: "*"'],
  ['escalation', ({ grant }) => grant.to(['bind'], { resource: 'roles' }), 'Forbidden: "bind"'],
  ['no verb', ({ grant }) => grant.to([], { resource: 'pods' }), 'at least one verb'],
  [
    'creating by name',
    ({ grant }) => grant.to(['create'], { resource: 'pods', names: ['a'] }),
    'a request to create names no object',
  ],
  ['no name', ({ grant }) => grant.to(['get'], { resource: 'pods', names: [] }), 'at least one name'],
])('%s is refused', (_, grant, message) => {
  expect(() => granted(grant)).toThrow(message);
});
