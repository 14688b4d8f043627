import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../lib/manifest/objects/finding';
import { cli, folderOf } from './run-in-memory';

const configMap = (name: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: boutique\n${more}`;
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: boutique}\n';
const orphan =
  'apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: boutique}\nspec: {selector: {app: cart}, ports: [{port: 80}]}\n';

/** Served until 1.31. */
const flowSchema = 'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: {name: health}\n';
const inventory = (cluster: string, more = {}) =>
  JSON.stringify({ environment: 'prod', cluster, ...more, objects: [] });

const findingsOf = (out: string) => (JSON.parse(out) as { findings: Finding[] }).findings;

test('a clean folder exits 0 and says what was proved', async () => {
  const { code, out, errors } = await cli(['check', folderOf({ 'a.yaml': `${namespace}---\n${configMap('cart')}` })]);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(out).toMatch(/^no findings; 2 objects; \d+ checks? proved; judged as Kubernetes 1\.\d+, profile baseline\n$/);
});

test('a folder with an error exits 1; JSON is all that is on standard output', async () => {
  const folder = folderOf({ 'a.yaml': namespace, 'b/cart.yaml': `# the cart\n${orphan}` });
  const { code, out, errors } = await cli(['check', folder, '--output', 'json']);
  expect({ code, errors }).toEqual({ code: 1, errors: '' });
  expect(findingsOf(out)).toContainEqual(
    expect.objectContaining({
      id: 'require-service-pods',
      status: 'violated',
      object: { apiVersion: 'v1', kind: 'Service', namespace: 'boutique', name: 'cart' },
      path: 'spec.selector',
      origin: `${folder}/b/cart.yaml:5`,
      cluster: 'cluster',
    }),
  );
});

test('what cannot be read is a finding with line and column, and exits 1', async () => {
  const folder = folderOf({ 'a.yaml': `${configMap('a')}data: {x: 1, x: 2}\n---\nkind: [\n` });
  const { code, out } = await cli(['check', folder, '--output', 'json']);
  expect(code).toBe(1);
  expect(findingsOf(out).map(({ id, origin }) => `${id} ${origin}`)).toEqual(
    expect.arrayContaining([`unique-key ${folder}/a.yaml:6:14`, expect.stringMatching(/^valid-yaml .*a\.yaml:9:1$/)]),
  );
});

test('standard input is read, CRLF and byte order mark and all', async () => {
  const { code, out } = await cli(['check', '-', '--output', 'json'], `\uFEFF${orphan}`.replaceAll('\n', '\r\n'));
  expect(code).toBe(1);
  expect(findingsOf(out).map(({ origin }) => origin)).toContain('standard input:4');
});

test.each([
  [['check'], 'exactly one folder or file is expected'],
  [['check', 'a', 'b'], 'exactly one folder or file is expected'],
  [['check', '/nonexistent'], 'no such folder or file'],
  [['check', '.', '--output', 'xml'], '--output xml: must be one of github, json, junit, markdown, sarif, text'],
  [['check', '.', '--profile', 'all'], '--profile all: must be one of baseline, production, strict'],
  [['check', '.', '--kubernetes', '1.5'], '--kubernetes 1.5: must be one of 1.28'],
  [
    ['check', '.', '--unknown'],
    'unknown option --unknown: must be one of --base, --cache, --cluster-facts, --exclude, --help, --kubernetes, ',
  ],
  [['chekc', '.'], 'unknown command "chekc"; did you mean "check"?'],
  [['schemas', '--nope'], 'unknown command "schemas --nope"'],
  [['schemas', 'pul'], 'unknown command "schemas pul"; did you mean "schemas pull"?'],
  [['check', '--profil', 'x', '.'], 'unknown option --profil: did you mean --profile? must be one of --base'],
  [[], 'Usage: cdk8s-blueprints COMMAND'],
])('%j cannot run: exit 2, the reason on standard error, nothing on standard output', async (args, message) => {
  const { code, out, errors } = await cli(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(errors).toContain(message);
});

const readers = [['check'], ['reach'], ['capacity'], ['who-can', 'get', 'secrets']];

test.each(readers)('%s of a folder without manifests is no success', async (...command) => {
  const { code, errors } = await cli([...command, folderOf({ 'README.md': '' })]);
  expect(code).toBe(2);
  expect(errors).toContain('no manifests found');
});

test.each(readers)('%s of what is not there says so', async (...command) => {
  const { code, errors } = await cli([...command, join(folderOf({}), 'nowhere')]);
  expect(code).toBe(2);
  expect(errors).toMatch(/nowhere: no such folder or file/);
});

test('a file without documents is what was rendered: nothing to find', async () => {
  for (const text of ['', '---\n# nothing is enabled\n---\n']) {
    const { code, out } = await cli(['check', folderOf({ 'a.yaml': text }), '--output', 'json']);
    expect({ code, findings: findingsOf(out) }).toEqual({ code: 0, findings: [] });
    expect(await cli(['check', '-'], text)).toMatchObject({ code: 0 });
  }
});

test('what tools keep beside manifests is named as not checked, and fails nothing', async () => {
  const folder = folderOf({
    'cart.yaml': `${namespace}---\n${configMap('cart')}`,
    'values.yaml': 'replicas: 2\n',
    'values-prod.yaml': 'replicas: 3\n',
    'Chart.yaml': 'apiVersion: v2\nname: cart\nversion: 1.0.0\n',
    'package.json': '{ "name": "cart" }',
  });
  const { code, out } = await cli(['check', folder, '--output', 'json']);
  expect(code).toBe(0);
  expect(findingsOf(out).map(({ severity, status, object }) => `${severity} ${status} ${object.name}`)).toEqual([
    'info unproved Chart.yaml',
    'info unproved package.json',
    'info unproved values-prod.yaml',
    'info unproved values.yaml',
  ]);
});

test('an object in a file with the name of a tool is checked all the same', async () => {
  const { code, out } = await cli(['check', folderOf({ 'values.yaml': orphan }), '--output', 'json']);
  expect(code).toBe(1);
  expect(findingsOf(out)).toContainEqual(expect.objectContaining({ id: 'require-service-pods' }));
});

test.each([[['--help']], [['help']], [['check', '--help']], [['--version']]])('%j prints and exits 0', async (args) => {
  const { code, out, errors } = await cli(args);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(out).toMatch(args.includes('--version') ? /^\d+\.\d+\.\d+\n$/ : /^Usage: cdk8s-blueprints /);
});

test('a folder that a fleet was written to is judged cluster by cluster', async () => {
  const folder = folderOf({
    'dist/.inventory/prod/prod-euw1.json': inventory('prod-euw1'),
    'dist/.inventory/prod/prod-use1.json': inventory('prod-use1'),
    'dist/prod/prod-euw1/boutique/a.yaml': `${namespace}---\n${orphan}`,
    'dist/prod/prod-use1/boutique/a.yaml': `${namespace}---\n${orphan}`,
  });
  for (const path of [folder, join(folder, 'dist')]) {
    const { out } = await cli(['check', path, '--output', 'json']);
    const found = findingsOf(out).filter(({ id }) => id === 'require-service-pods');
    expect(found.map(({ cluster }) => cluster)).toEqual(['prod-euw1', 'prod-use1']);
  }
});

test('the version of a cluster is what its inventory says', async () => {
  const folder = folderOf({
    'dist/.inventory/prod/old.json': inventory('old', { kubernetesVersion: '1.28' }),
    'dist/.inventory/prod/new.json': inventory('new', { kubernetesVersion: '1.36' }),
    'dist/prod/old/a.yaml': flowSchema,
    'dist/prod/new/a.yaml': flowSchema,
  });
  const { out } = await cli(['check', folder, '--output', 'json']);
  const removed = findingsOf(out).filter(({ id }) => id === 'no-removed-api');
  expect(removed.map(({ cluster }) => cluster)).toEqual(['new']);
});

const meshed = `apiVersion: v1
kind: Namespace
metadata: { name: boutique, annotations: { linkerd.io/inject: enabled } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: boutique }
spec:
  selector: { matchLabels: { app: cart } }
  template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, image: cart, ports: [{ containerPort: 7070 }] }] } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: cart, namespace: boutique }
spec:
  podSelector: { matchLabels: { app: cart } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: cart } } }], ports: [{ port: 7070 }] }]
`;

test('the mesh and the tier of a cluster are what its inventory says, over which cluster facts are said', async () => {
  const facts = { tier: 'production', mesh: { product: 'linkerd', version: '2.20' } };
  const folder = folderOf({
    'dist/.inventory/prod/prod-euw1.json': inventory('prod-euw1', facts),
    'dist/prod/prod-euw1/a.yaml': meshed,
    'facts.yaml': 'tier: non-production',
  });
  const ids = async (...options: string[]) =>
    findingsOf((await cli(['check', `${folder}/dist`, '--output', 'json', ...options])).out).map(({ id }) => id);
  expect(await ids()).toEqual(expect.arrayContaining(['require-mesh-ports-in-network-policy', 'require-replicas']));
  expect(await ids('--profile', 'baseline')).not.toContain('require-replicas');
  expect(await ids('--cluster-facts', `${folder}/facts.yaml`)).not.toContain('require-replicas');
});

test('facts of an inventory that cannot be are named with the file', async () => {
  const folder = folderOf({
    'dist/.inventory/prod/prod-euw1.json': inventory('prod-euw1', { mesh: { product: 'istio' } }),
    'dist/prod/prod-euw1/a.yaml': namespace,
  });
  const { code, errors } = await cli(['check', folder]);
  expect(code).toBe(2);
  expect(errors).toContain('prod-euw1.json: mesh.version: Required value');
});

test('apps of one cluster are one tree, unless they disagree on what the cluster is', async () => {
  const app = (name: string, facts: object) => ({
    [`dist/${name}/.inventory/prod/prod-euw1.json`]: inventory('prod-euw1', facts),
    [`dist/${name}/prod/prod-euw1/a.yaml`]: namespace.replace('boutique', name),
  });
  const external = { externalObjects: [{ kind: 'Secret', name: 'a' }] };
  const reach = async (facts: object) =>
    cli(['reach', `${folderOf({ ...app('one', {}), ...app('two', facts) })}/dist`]);
  expect(await reach(external)).toMatchObject({ code: 0 });
  const { code, errors } = await reach({ tier: 'production' });
  expect(code).toBe(2);
  expect(errors).toContain('holds apps that disagree on what prod-euw1 is');
});

test.each(['check', 'reach'])('%s refuses facts of a cluster that is a tree mistyped', async (command) => {
  const folder = folderOf({
    'dist/.inventory/prod/prod-euw1.json': inventory('prod-euw1'),
    'dist/prod/prod-euw1/a.yaml': namespace,
    'typo.yaml': 'clusters: { prod-eul: { tier: production } }',
    'more.yaml': 'clusters: { prod-eul: { tier: production }, prod-euw1: {} }',
  });
  const run = (facts: string) => cli([command, `${folder}/dist`, '--cluster-facts', `${folder}/${facts}.yaml`]);
  expect(await run('more')).toMatchObject({ code: 0 });
  const { code, errors } = await run('typo');
  expect(code).toBe(2);
  expect(errors).toContain('clusters: Not found: "prod-eul": the trees are of prod-euw1');
});

test.each([[['schemas', '--help']], [['schemas']]])('%j prints what schemas pull takes', async (args) => {
  const { code, out } = await cli(args);
  expect(code).toBe(0);
  expect(out).toMatch(/^Usage: cdk8s-blueprints schemas pull /);
});

test('cluster facts declare tier, external objects and suppressions, for all clusters and for one', async () => {
  const facts = `
tier: production
suppressions:
- { check: require-service-pods, object: { name: cart }, reason: an operator makes the pods, expires: 2027-06-01 }
clusters: { other: { kubernetesVersion: '1.30' } }
`.replace('2027-06-01', '"2027-06-01"');
  const folder = folderOf({ 'tree/a.yaml': `${namespace}---\n${orphan}`, 'facts.yaml': facts });
  const { out } = await cli(['check', `${folder}/tree`, '--cluster-facts', `${folder}/facts.yaml`, '--output', 'json']);
  expect(findingsOf(out).map(({ id }) => id)).not.toContain('require-service-pods');
});

test('cluster facts say which Gateway API is installed: fields of its experimental channel are judged by it', async () => {
  const route =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: cart, namespace: boutique}\nspec: {rules: [{retry: {attempts: 1}}]}\n';
  const folder = folderOf({
    'tree/a.yaml': `${namespace}---\n${route}`,
    'standard.yaml': "gatewayApi: {version: '1.6', channel: standard, gamma: true}",
    'experimental.yaml': "gatewayApi: {version: '1.6', channel: experimental}",
  });
  const ids = async (facts: string) => {
    const options = ['--cluster-facts', `${folder}/${facts}.yaml`, '--output', 'json'];
    return findingsOf((await cli(['check', `${folder}/tree`, ...options])).out).map(({ id }) => id);
  };
  expect(await ids('standard')).toContain('no-experimental-route-field');
  expect(await ids('experimental')).not.toContain('no-experimental-route-field');
});

test.each([
  ['tier: prod', 'tier: Unsupported value: "prod": supported values: production, non-production'],
  ['clusters: {a: {mesh: {product: istio}}}', 'clusters.a.mesh.version: Required value'],
  ['zone: a', 'zone: unknown field; did you mean "zones"?'],
  ['mesh: {product: constructor}', 'mesh.product: Unsupported value: "constructor": supported values: consul, '],
  ['mesh: istio', 'mesh: Invalid value: "istio": must be a map with the field "product"'],
  ['network: {dns: {ports: [{port: dns}]}}', 'network.dns.namespace: Required value'],
  ['zones: [1]', 'zones[0]: Invalid value: 1: must be a string'],
  ['a: [', 'facts.yaml:1:'],
])('cluster facts %s are refused with the field that is wrong', async (facts, message) => {
  const folder = folderOf({ 'a.yaml': namespace, 'facts.yaml': facts });
  const { code, errors } = await cli(['check', `${folder}/a.yaml`, '--cluster-facts', `${folder}/facts.yaml`]);
  expect(code).toBe(2);
  expect(errors).toContain(message);
});

test('a cached run reports the same', async () => {
  const folder = folderOf({ 'tree/a.yaml': `${namespace}---\n${orphan}` });
  const cache = join(folder, 'cache');
  const run = () => cli(['check', `${folder}/tree`, '--output', 'json', '--cache', cache]);
  const first = await run();
  expect(first.code).toBe(1);
  expect(readFileSync(cache, 'utf8')).toContain('require-service-pods');
  expect(await run()).toEqual(first);
});

test('the base must have the clusters that are checked', async () => {
  const folder = folderOf({
    'new/.inventory/prod/prod-euw1.json': inventory('prod-euw1'),
    'new/prod/prod-euw1/a.yaml': namespace,
    'old/a.yaml': namespace,
  });
  const { code, errors } = await cli(['check', `${folder}/new`, '--base', `${folder}/old`]);
  expect(code).toBe(2);
  expect(errors).toContain('has none of the clusters prod-euw1');
});
