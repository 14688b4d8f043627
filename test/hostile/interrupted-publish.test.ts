import type * as FileSystem from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { readFolder } from '../../lib/reader/read-folder';
import { SynthError } from '../../lib/fleet/synth-error';
import { TreeWriter } from '../../lib/synth/writer/tree-writer';
import { cli } from '../cli/run-in-memory';
import { isNightly } from '../nightly';
import type * as Failing from './failing-file-system';
import { Death, withFailure, type Failure } from './failing-file-system';

jest.mock('node:fs', () =>
  jest
    .requireActual<typeof Failing>('./failing-file-system')
    .failingFileSystem(jest.requireActual<typeof FileSystem>('node:fs')),
);

const fs = jest.requireActual<typeof FileSystem>('node:fs');

type Trees = Readonly<Record<string, readonly Manifest[]>>;

function configMap(name: string, value: string, namespace = 'shop'): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { value } };
}

const before: Trees = {
  'dev/dev-1': [configMap('cart', '1'), configMap('gone', '1'), configMap('a', '1', 'leaving')],
  'prod/prod-1': [configMap('cart', '1')],
};
const after: Trees = {
  'dev/dev-1': [configMap('cart', '2'), configMap('b', '2', 'coming')],
  'test/test-1': [configMap('cart', '2')],
};

function synth(outdir: string, trees: Trees): void {
  const writer = new TreeWriter(outdir);
  try {
    for (const [path, manifests] of Object.entries(trees)) {
      const [environment = '', name = ''] = path.split('/');
      const cluster = writer.cluster(environment, name);
      for (const manifest of manifests) cluster.add({ manifest, chart: 'shop' });
      cluster.close();
    }
    writer.publish({ wholeFleet: true });
  } finally {
    writer.discard();
  }
}

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'interrupted-'));
});

afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

/** Every file below a folder but for what is staged, with its content. */
function files(folder: string): Record<string, string> {
  if (!fs.existsSync(folder)) return {};
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
  return Object.fromEntries(
    paths
      .filter((path) => !path.startsWith('.staging'))
      .map((path) => [path, fs.readFileSync(join(folder, path), 'utf8')]),
  );
}

/** Runs a synth over the old tree, with a failure; a copy of what it leaves, as if its program had ended. */
function interrupted(failure: Failure, from: string): { readonly outdir: string; readonly reached: boolean } {
  const [running, outdir] = [join(root, `running-${failure.at}`), join(root, `ended-${failure.at}`)];
  if (fs.existsSync(from)) fs.cpSync(from, running, { recursive: true });
  const reached = withFailure(failure, () => {
    try {
      synth(running, after);
    } catch (error) {
      if (failure.how === 'die') expect(error).toBeInstanceOf(Death);
      else expectToSayWhatToDo(error);
    }
  });
  if (!fs.existsSync(running)) return { outdir, reached };
  fs.cpSync(running, outdir, { recursive: true });
  const staging = join(outdir, '.staging');
  for (const name of fs.existsSync(staging) ? fs.readdirSync(staging) : []) {
    if (name.startsWith('lock.')) endHolderOf(join(staging, name));
  }
  return { outdir, reached };
}

function expectToSayWhatToDo(error: unknown): void {
  expect(error).toBeInstanceOf(SynthError);
  expect(String(error)).toMatch(/error {2}require-writable-output {2}File \S+\n {2}Forbidden: .*\n {2}fix: {2}\S/);
}

/** A number that no program has. */
const endedPid = 2 ** 30;

function endHolderOf(lock: string): void {
  const text = fs.readFileSync(lock, 'utf8');
  if (text.endsWith('}')) fs.writeFileSync(lock, JSON.stringify({ ...(JSON.parse(text) as object), pid: endedPid }));
}

/** True where readers refuse the tree, and whatever is in it. */
function isRefused(outdir: string): boolean {
  const pending = fs.existsSync(join(outdir, '.staging/journal'));
  for (const folder of [outdir, join(outdir, 'dev/dev-1')]) {
    if (!fs.existsSync(folder)) continue;
    if (pending) expect(() => readFolder(folder)).toThrow('a synth was interrupted while it wrote this tree');
    else expect(() => readFolder(folder)).not.toThrow();
  }
  return pending;
}

const starts: readonly (readonly [string, Trees])[] = [
  ['an old tree', before],
  ['an empty folder', {}],
];

test.each([['check'], ['reach', '--cluster', 'dev-1'], ['who-can', 'get', 'pods']])(
  '%s refuses a tree that is written in part, and says what to do',
  async (...args) => {
    synth(root, before);
    fs.mkdirSync(join(root, '.staging'));
    fs.writeFileSync(join(root, '.staging/journal'), '');
    for (const folder of ['', '/dev', '/dev/dev-1'])
      expect(await cli([...args, root + folder])).toMatchObject({
        code: 2,
        errors: expect.stringMatching(
          /a synth was interrupted while it wrote this tree.*\n {2}fix: {2}synthesize again/,
        ) as string,
      });
  },
);

describe.each(starts)('over %s', (_, from) => {
  test.each([
    ['is killed', ['die'], isNightly ? 1 : 3],
    ['is refused something', ['ENOSPC', 'EACCES'], isNightly ? 1 : 5],
  ] as const)(
    'a synth that %s at any file operation leaves one whole tree, or one that is refused until it is completed',
    (_does, ways, step) => {
      const [old, whole] = [join(root, 'old'), join(root, 'new')];
      if (Object.keys(from).length > 0) synth(old, from);
      if (Object.keys(from).length > 0) synth(whole, from);
      synth(whole, after);
      let refused = 0;
      for (let at = 0; ; at += step) {
        const how = ways[at % ways.length] ?? 'die';
        const { outdir, reached } = interrupted({ at, how }, old);
        if (!reached) break;
        if (isRefused(outdir)) refused += 1;
        else expect([files(old), files(whole)]).toContainEqual(files(outdir));
        if (at % 2 === 0) {
          // A synth that comes to nothing completes what was decided, all the same.
          new TreeWriter(outdir).discard();
          expect([files(old), files(whole)]).toContainEqual(files(outdir));
        }
        synth(outdir, after);
        expect(fs.existsSync(join(outdir, '.staging'))).toBe(false);
        expect(files(outdir)).toEqual(files(whole));
      }
      expect(refused).toBeGreaterThan(0);
    },
    120_000,
  );
});
