import { cli, folderOf } from './run-in-memory';

const rbac = 'apiVersion: rbac.authorization.k8s.io/v1';
const admins = `${rbac}
kind: ClusterRoleBinding
metadata: {name: admins}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: Group, name: platform}]
`;
const scaler = `${rbac}
kind: Role
metadata: {name: scaler, namespace: boutique}
rules: [{apiGroups: [apps], resources: [deployments/scale], verbs: [patch]}]
---
${rbac}
kind: RoleBinding
metadata: {name: scaler, namespace: boutique}
roleRef: {kind: Role, name: scaler}
subjects: [{kind: ServiceAccount, name: scaler}]
`;

test.each([
  ['deployments/scale', ['Group platform', 'ServiceAccount boutique/scaler']],
  ['deployments.apps/scale', ['Group platform', 'ServiceAccount boutique/scaler']],
  ['deployments', ['Group platform']],
  ['deployments.example.com/scale', ['Group platform']],
  ['/metrics', ['Group platform']],
])('who-can patch %s', async (resource, subjects) => {
  const { code, out, errors } = await cli([
    'who-can',
    'patch',
    resource,
    folderOf({ 'a.yaml': admins, 'b.yaml': scaler }),
  ]);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/)[0]),
  ).toEqual(subjects);
});

test('JSON names the cluster', async () => {
  const folder = folderOf({ 'a.yaml': admins });
  const { out } = await cli(['who-can', 'get', 'secrets', folder, '--namespace', 'boutique', '--output', 'json']);
  expect(JSON.parse(out)).toMatchObject({
    clusters: [{ cluster: 'cluster', grants: [{ subject: { name: 'platform' } }] }],
  });
});

test('a document that cannot be read may grant more, and the exit code says so', async () => {
  const { code, errors } = await cli(['who-can', 'get', 'secrets', folderOf({ 'a.yaml': `${admins}---\nkind: [\n` })]);
  expect(code).toBe(2);
  expect(errors).toMatch(/^not read: .*a\.yaml:/);
});

test.each([
  [['who-can', 'get', 'secrets'], 'a verb, a resource and a folder or file are expected'],
  [['who-can', 'get', 'secrets', '.', '--output', 'xml'], '--output xml: must be one of text, json'],
])('%j could not run', async (args, message) => {
  const { code, errors } = await cli(args);
  expect(code).toBe(2);
  expect(errors).toContain(message);
});

test.each([
  [
    ['secrets', 'get'],
    ['"secrets" is no known verb', '"get" is no known resource'],
  ],
  [
    ['GET', 'Secret'],
    ['"GET" is no known verb', '"Secret" is no known resource'],
  ],
  [['get', 'secrets'], []],
  [['get', '/metrics'], []],
])('%j is answered with a warning about words that nobody knows', async (words, warnings) => {
  const { code, errors } = await cli([
    'who-can',
    ...words,
    folderOf({ 'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n' }),
  ]);
  expect(code).toBe(0);
  expect(errors.split('\n').filter((line) => line.startsWith('warning: '))).toEqual(
    warnings.map((warning) => expect.stringContaining(warning) as string),
  );
});
