import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { identityKey, identityOf, type Manifest } from '../../lib';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'variants-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a variant of the benchmark over five units, and gives back what it wrote. */
function objectsOf(variant: string, revision = 1): Record<string, Manifest> {
  const outdir = join(folder, variant);
  const argv = process.argv;
  process.argv = ['node', variant, '5', outdir, String(revision)];
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    jest.isolateModules(() => void require(`../../bench/variants/${variant}`));
  } finally {
    process.argv = argv;
  }
  const manifests = readdirSync(outdir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseAllDocuments(readFileSync(join(outdir, file), 'utf8'), { version: '1.1' }))
    .map((document) => document.toJS() as Manifest);
  return Object.fromEntries(manifests.map((manifest) => [identityKey(identityOf(manifest)), manifest]));
}

test('a unit is 8 objects, 378 lines less the replicas that its autoscaler owns', () => {
  const objects = Object.values(objectsOf('plain-objects'));
  const chart = readFileSync(join(folder, 'plain-objects/prod/prod-1/svc-00000.k8s.yaml'), 'utf8');

  expect(objects).toHaveLength(40);
  expect(chart.split('\n')).toHaveLength(378);
});

test.each(['cdk8s-one-app', 'cdk8s-app-per-chart', 'ours-api-objects'])(
  '%s writes what plain-objects writes',
  (variant) => {
    expect(objectsOf(variant)).toEqual(objectsOf('plain-objects'));
  },
);

test('the blueprints write objects of the same kinds and names', () => {
  expect(Object.keys(objectsOf('ours-blueprints')).sort()).toEqual(Object.keys(objectsOf('plain-objects')).sort());
});

test('every object changes with the revision', () => {
  const [before, after] = [objectsOf('plain-objects', 1), objectsOf('plain-objects', 2)];

  for (const [key, object] of Object.entries(before)) expect(after[key]).not.toEqual(object);
});
