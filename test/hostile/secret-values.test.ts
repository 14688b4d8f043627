import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { allChecks } from '../../lib/checks/all-checks';
import type { Check } from '../../lib/checks/check';
import { CheckCache } from '../../lib/checks/incremental/check-cache';
import { runChecks } from '../../lib/checks/run-checks';
import { isJsonArray, isJsonObject, type JsonValue } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { planFormats } from '../../lib/report/plan/plan-formats';
import { reportFormats } from '../../lib/report/report-formats';
import { facts } from '../checks/facts';
import { cli, folderOf } from '../cli/run-in-memory';

const plain = 'correct-horse-battery!';
const encoded = Buffer.from(plain).toString('base64');
const metadata = { name: 'login', namespace: 'shop' };
const secret = { apiVersion: 'v1', kind: 'Secret', metadata };
const variable = (name: string, value: string) => ({ name, value });
const podWith = (env: JsonValue): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata,
  spec: { containers: [{ name: 'main', image: 'example', env }] },
});

/** Places where a value stands that nobody may read, well-formed or not. */
const places: Readonly<Record<string, Manifest>> = {
  'plain text in data': { ...secret, data: { password: plain } },
  'base64 in data': { ...secret, data: { password: encoded } },
  'base64 of something else than the type wants': {
    ...secret,
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': encoded },
  },
  stringData: { ...secret, stringData: { password: plain } },
  'a list where a text belongs': { ...secret, data: { password: [plain] } },
  'a map where a text belongs': { ...secret, data: { password: { value: plain, [plain]: 'x' } } },
  'a text where a map belongs': { ...secret, data: plain },
  'a list where a map belongs': { ...secret, stringData: [plain] },
  'a misspelt field': { ...secret, stringdata: { password: plain } },
  'a misspelt kind': { ...secret, kind: 'secret', data: { password: plain } },
  'the copy that kubectl keeps': {
    ...secret,
    metadata: {
      ...metadata,
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ ...secret, data: { password: plain } }),
      },
    },
  },
  'a Secret within another object': {
    apiVersion: 'example.com/v1',
    kind: 'Bundle',
    metadata,
    spec: { objects: [{ ...secret, data: { password: plain } }] },
  },
  'a List that is an object': { apiVersion: 'v1', kind: 'List', metadata, items: { ...secret, data: { a: plain } } },
  'a variable': podWith([variable('DB_PASSWORD', plain)]),
  'a variable twice': podWith([variable('DB_PASSWORD', plain), variable('DB_PASSWORD', plain)]),
  'a ConfigMap': { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'db.password': plain } },
};

const spellings = [plain, encoded, Buffer.from(encoded).toString('base64'), JSON.stringify(plain).slice(1, -1)];

/** Says of every value of an object what it is, in most of the ways in which a message might. */
const talkative: Check = {
  id: 'valid-talk',
  severity: 'error',
  profile: 'baseline',
  why: 'A check that somebody adds and that thinks of nothing.',
  kinds: ['*'],
  run: function* ({ manifest }, { previous }) {
    const objects = [manifest, ...(previous?.all ?? []).map((object) => object.manifest)];
    for (const { path, text } of objects.flatMap((object) => leaves(object, ''))) {
      const again = Buffer.from(text).toString('base64');
      yield { path, message: `Invalid value: ${JSON.stringify(text)}: must be short`, fix: `write "${again}"` };
      yield { path: '', message: `Forbidden: ${text} at ${path}`, fix: `take ${text} away` };
      yield { path: 'metadata.labels[x]', message: `Invalid value: {"a":${JSON.stringify(text)}}`, fix: text };
    }
    throw new Error(JSON.stringify(manifest));
  },
};

function leaves(value: JsonValue | undefined, path: string): { path: string; text: string }[] {
  if (isJsonArray(value)) return value.flatMap((item, index) => leaves(item, `${path}[${index}]`));
  if (!isJsonObject(value)) return value === null || value === undefined ? [] : [{ path, text: String(value) }];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, path === '' ? key : `${path}.${key}`));
}

describe.each(Object.entries(places))('%s', (_what, manifest) => {
  test('is quoted by no check, nor by one that is added, in any format or in the cache', () => {
    const cache = new CheckCache('1');
    const checks = [...allChecks, talkative];
    const previous = [{ manifest }];
    const results = [
      runChecks({ manifests: [{ manifest }], cluster: facts(), checks, profile: 'strict' }),
      runChecks({ manifests: [{ manifest }], cluster: facts(), checks, profile: 'strict', cache }),
    ];
    expect(results[0]?.findings.length).toBeGreaterThan(2);
    expect(previous).toHaveLength(1);
    const written = [
      cache.format(),
      ...results.flatMap((result) =>
        reportFormats.map(({ format }) => format({ ...result, clusters: [result.cluster] }, { proofs: true })),
      ),
    ];
    for (const text of written) for (const spelling of spellings) expect(text).not.toContain(spelling);
  });

  test('is printed by no command', async () => {
    const folder = folderOf({
      'a.yaml': JSON.stringify(manifest),
      'list.yaml': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [manifest] }),
    });
    const cacheFile = join(folder, 'cache');
    const runs = [
      ['check', folder, '--cache', cacheFile],
      ['check', folder, '--base', folder, '--profile', 'strict', '--output', 'json'],
      ['reach', folder],
      ['who-can', 'get', 'secrets', folder],
      ['capacity', folder],
      ['survive', folder, '--without', 'cluster:cluster'],
      ['verify', folder, '--app', 'true'],
    ];
    for (const args of runs) {
      const { out, errors } = await cli(args);
      for (const spelling of spellings) expect(out + errors).not.toContain(spelling);
    }
    for (const spelling of spellings) expect(readFileSync(cacheFile, 'utf8')).not.toContain(spelling);
  });
});

/** Values that a plan shows as they are, where no check would have said anything. */
const changedPlaces: Readonly<Record<string, (text: string) => Manifest>> = {
  ...Object.fromEntries(Object.entries(places).map(([what, manifest]) => [what, (text) => spoken(manifest, text)])),
  'a name of an entry': (text) => ({ ...secret, data: { password: { [text]: 'x' } } }),
  'a short variable': (text) => podWith([variable('DB_PASSWORD', text.slice(0, 3))]),
  'a field by its name': (text) => ({
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata,
    spec: { password: text },
  }),
  'an annotation': (text) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, annotations: { 'example.com/api-key': text } },
  }),
  'a parameter': (text) => ({
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata,
    spec: { parameters: [{ name: 'auth.password', value: text }] },
  }),
  'a header': (text) => ({
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata,
    spec: { headers: [{ name: 'Authorization', value: `Bearer ${text}` }] },
  }),
  'a flag': (text) => withArguments([`--password=${text}`, `-token=${text}`]),
  'the argument behind a flag': (text) => withArguments(['--password', text]),
  'a shell’s command': (text) =>
    withArguments(['-c', `PGPASSWORD=${text} psql --auth-token ${'x'} --secret-key='${text}'`]),
  'a file of configuration': (text) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata,
    data: { 'app.yaml': `db:\n  user: app\n  password: ${text}\n`, 'app.json': `{"user": "app", "apiKey": "${text}"}` },
  }),
  'an address': (text) => podWith([variable('DATABASE', `postgres://app:${text}@db/app`)]),
  'an address with a question mark in its password': (text) =>
    podWith([variable('DATABASE', `postgres://app:${text}?@db/app`)]),
};

function withArguments(args: readonly string[]): Manifest {
  const template = {
    metadata: { labels: { app: 'a' } },
    spec: { containers: [{ name: 'main', image: 'example', args }] },
  };
  const spec = { selector: { matchLabels: { app: 'a' } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec };
}

function spoken(manifest: Manifest, text: string): Manifest {
  const again = JSON.stringify(manifest)
    .replaceAll(plain, text)
    .replaceAll(encoded, Buffer.from(text).toString('base64'));
  return JSON.parse(again) as Manifest;
}

test.each(Object.entries(changedPlaces))('no plan shows it as it was or is: %s', async (_what, of) => {
  const other = 'staple-orange-lantern!';
  const folders = [
    folderOf({ 'a.json': '' }),
    ...[plain, other].map((text) => folderOf({ 'a.json': JSON.stringify(of(text)) })),
  ];
  const spelt = [plain, other].flatMap((text) => [text, Buffer.from(text).toString('base64'), text.slice(0, 12)]);
  const [none = '', before = '', after = ''] = folders;
  for (const { name } of planFormats) {
    for (const [base, next] of [
      [before, after],
      [before, none],
      [none, after],
    ] as const) {
      const { code, out, errors } = await cli(['plan', next, '--base', base, '--output', name]);
      expect({ code, errors }).not.toEqual({ code: 2, errors: expect.anything() as string });
      for (const spelling of spelt) expect(out + errors).not.toContain(spelling);
      if (_what === 'a short variable') expect(out + errors).not.toMatch(/\b(?:cor|sta)\b/);
    }
  }
});

test('what is no credential is planned as it is', async () => {
  const spec = (text: string) => ({
    passwordSecretRef: { key: text },
    secretKey: text,
    url: `http://web:8080?mail=${text}@example.com`,
    args: ['--token-file', text, `--tokens=${text}`],
  });
  const thing = (text: string) => ({ apiVersion: 'example.com/v1', kind: 'Thing', metadata, spec: spec(text) });
  const [before = '', after = ''] = ['one', 'another'].map((text) =>
    folderOf({ 'a.json': JSON.stringify(thing(text)) }),
  );
  const { out } = await cli(['plan', after, '--base', before, '--output', 'json']);
  expect(out).not.toContain('hidden');
  expect(out).toContain('--tokens=another');
});

test('what the last tree had is quoted as little', () => {
  const before = { ...secret, immutable: true, data: { password: encoded } };
  const now = { ...secret, immutable: true, data: { password: Buffer.from('another').toString('base64') } };
  const folder = folderOf({ 'a.yaml': JSON.stringify(now) });
  writeFileSync(join(folder, 'b.yaml'), '');
  const base = folderOf({ 'a.yaml': JSON.stringify(before) });
  return cli(['check', folder, '--base', base]).then(({ out }) => {
    expect(out).toContain('Secret shop/login');
    for (const spelling of spellings) expect(out).not.toContain(spelling);
  });
});

test('what a document holds that is no YAML is not shown', async () => {
  const broken = [
    `password: *${plain}\n`,
    `password: !${plain} x\n`,
    `password: "${plain}\\q"\n`,
    `{ password: ${plain}\n`,
    `password: ${plain}: x\n`,
    `? { ${plain}: x }\n: y\n`,
    `password: |2x ${plain}\n`,
    `%${plain} x\n---\na: b\n`,
    `password: &${plain}\npassword: @${plain}\n`,
  ];
  for (const text of broken) {
    for (const { name } of reportFormats) {
      const { out, errors } = await cli(['check', '-', '--output', name], `kind: Secret\napiVersion: v1\n${text}`);
      expect(out + errors).not.toContain('correct-horse');
    }
  }
});

test('no value of a Secret is quoted, however short or long it is', () => {
  const value = fc.oneof(
    fc.string({ minLength: 5 }),
    fc.string({ minLength: 5, unit: 'binary' }),
    fc.base64String({ minLength: 8 }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), value, { minKeys: 1, maxKeys: 3 }), (data) => {
      const texts = Object.values(data).filter((text) => text.trim() === text && !/^[a-z() ]*$/i.test(text));
      const manifest = { ...secret, data, stringData: data };
      const { findings } = runChecks({ manifests: [{ manifest }], cluster: facts(), checks: [talkative] });
      const said = findings.map(({ message, fix }) => `${message} ${fix}`).join('\n');
      for (const text of texts) expect(said).not.toContain(text);
    }),
    { numRuns: 100 },
  );
});

test('all else is quoted as ever', () => {
  const object = { ...secret, kind: 'Service', spec: { ports: [{ port: 0 }], type: 'Odd' } };
  const { findings } = runChecks({ manifests: [{ manifest: object }], cluster: facts() });
  expect(findings.map(({ message }) => message)).toContain(
    'Unsupported value: "Odd": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
  );
});
