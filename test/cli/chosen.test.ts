import { Port, ClusterChart, Environment, Cluster, Fleet, WebService } from '../../lib';
import { matchesPath } from '../../lib/cli/matches-path';
import { cli, folderOf } from './run-in-memory';
import type { Finding } from '../../lib';

const service = (name: string, namespace = '') => `apiVersion: v1
kind: Service
metadata: { name: ${name}${namespace} }
spec:
  selector: { app: ${name} }
  ports: [{ port: 80 }]
`;

async function find(...args: readonly string[]): Promise<readonly Finding[]> {
  const { out, errors } = await cli(['check', ...args, '--output', 'json']);
  expect(errors).toBe('');
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  return findings;
}

test.each([
  ['tests', 'a/tests/b.yaml', true],
  ['*.test.yaml', 'a/b.test.yaml', true],
  ['a/**/c', 'a/b/x/c/d.yaml', true],
  ['a/**/c', 'a/c', true],
  ['a/*/c', 'a/b/x/c', false],
  ['a*b*c', 'axbxc', true],
  ['a*bc', 'abc', true],
  ['ab*b', 'ab', false],
  ['./a/', 'a/b.yaml', true],
  ['b', 'ab/c.yaml', false],
])('the pattern %s and the path %s', (pattern, path, matches) => {
  expect(matchesPath(pattern, path)).toBe(matches);
});

test('files can be left out: nothing of them is found, and nothing sees them', async () => {
  const folder = folderOf({ 'a.yaml': service('a'), 'tests/b.yaml': service('b'), 'tests/broken.yaml': 'kind: [' });
  const names = (findings: readonly Finding[]) => new Set(findings.map(({ object }) => object.name));
  expect(names(await find(folder))).toEqual(new Set(['a', 'b', 'tests/broken.yaml']));
  expect(names(await find(folder, '--exclude', 'tests'))).toEqual(new Set(['a']));
});

test('checks can be chosen, and left out', async () => {
  const folder = folderOf({ 'a.yaml': service('a') });
  const ids = (findings: readonly Finding[]) => [...new Set(findings.map(({ id }) => id))].sort();
  expect(ids(await find(folder, '--only', 'require-service-pods'))).toEqual(['require-service-pods']);
  expect(ids(await find(folder, '--skip', 'require-service-pods'))).not.toContain('require-service-pods');
  expect(ids(await find(folder))).toContain('require-service-pods');
});

test('a misspelt check is refused with the id that was meant', async () => {
  const { code, errors } = await cli(['check', '.', '--skip', 'require-service-pod']);
  expect(code).toBe(2);
  expect(errors).toContain('--skip require-service-pod: no check has that id; did you mean "require-service-pods"?');
});

test('what is found while files are read can be left out, too', async () => {
  const folder = folderOf({ 'a.yaml': 'kind: [' });
  expect((await cli(['check', folder])).code).toBe(1);
  expect((await cli(['check', folder, '--skip', 'valid-yaml'])).code).toBe(0);
});

test('a namespace is that of objects that live in one and name none', async () => {
  const cluster = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: c }\nrules: []\n';
  const folder = folderOf({ 'a.yaml': `${service('a')}---\n${service('b', ', namespace: other')}---\n${cluster}` });
  const namespaces = (findings: readonly Finding[]) =>
    Object.fromEntries(findings.map(({ object }) => [object.name, object.namespace]));
  expect(namespaces(await find(folder, '-n', 'shop', '--only', 'require-service-pods'))).toEqual({
    a: 'shop',
    b: 'other',
  });
  expect((await cli(['reach', folder, '-n', 'shop'])).code).toBe(0);
});

test('several values of a template are one finding', async () => {
  const text = service('"${name:=web}"').replace('port: 80', "port: '${PORT}'");
  const found = (await find(folderOf({ 'a.yaml': text }))).filter(({ severity }) => severity === 'error');
  expect(found.map(({ id, message }) => `${id} ${message}`)).toEqual([
    'valid-manifest Invalid value: ${PORT}, ${name:=web} must be filled in first',
  ]);
});

test('values of a template ask for rendering first', async () => {
  const folder = folderOf({ 'a.yaml': service('${name:=web}') });
  const block = folderOf({ 'a.yaml': service('a').replace('port: 80', "port: '${PORT}'") });
  const fixes = [...(await find(folder)), ...(await find(block))].map(({ fix }) => fix);
  expect(fixes).toContainEqual(expect.stringMatching(/`flux envsubst`, and check what it prints; or else /));
  expect(fixes).toContainEqual(expect.stringMatching(/^render the file first, such as by `envsubst`/));
});

test('a part of the folder of a cluster is judged as that cluster', async () => {
  const folder = folderOf({});
  const environment = new Environment('prod', { tier: 'production' });
  const fleet = new Fleet({
    clusters: [new Cluster('prod-1', { environment, kubernetesVersion: '1.31' })],
    outdir: folder,
    report: false,
    checks: false,
  });
  fleet.deploy((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    new WebService(chart, 'cart', { image: 'registry.example/cart:1', port: Port.http(8080) });
  });
  fleet.synth({ environments: [], clusters: [] });
  for (const part of ['prod/prod-1', 'prod/prod-1/shop', 'prod/prod-1/shop/service.cart.k8s.yaml']) {
    const { out } = await cli(['check', `${folder}/${part}`]);
    expect(out).toMatch(/judged as Kubernetes 1\.31, profile production\n$/);
  }
});

test('what is found while files are read can be accepted until a day', async () => {
  const folder = folderOf({ 'a.yaml': 'kind: [', 'b.yaml': 'foo: bar' });
  const facts = (check: string, expires = '2027-12-31') =>
    `${folderOf({ 'facts.yaml': `suppressions: [{ check: ${check}, reason: generated, expires: ${expires} }]` })}/facts.yaml`;
  const ids = async (file: string) => (await find(folder, '--cluster-facts', file)).map(({ id }) => id);
  expect(await ids(facts('valid-yaml'))).toEqual(['valid-manifest']);
  expect(await ids(facts('valid-manifest'))).toEqual(['valid-yaml']);
  expect((await ids(facts('valid-yaml', '2026-12-31'))).sort()).toEqual([
    'valid-manifest',
    'valid-suppression',
    'valid-yaml',
  ]);
  const { out } = await cli(['check', folder, '--cluster-facts', facts('valid-yaml')]);
  expect(out).toContain('1 finding suppressed');
});
