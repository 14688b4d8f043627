import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { allChecks } from '../../lib/checks/all-checks';
import type { Check } from '../../lib/checks/check';
import { CheckCache } from '../../lib/checks/incremental/check-cache';
import { runChecks } from '../../lib/checks/run-checks';
import { isJsonArray, isJsonObject, type JsonValue } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
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
    ];
    for (const args of runs) {
      const { out, errors } = await cli(args);
      for (const spelling of spellings) expect(out + errors).not.toContain(spelling);
    }
    for (const spelling of spellings) expect(readFileSync(cacheFile, 'utf8')).not.toContain(spelling);
  });
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
