import type * as FileSystem from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TreeWriter } from '../../lib/synth/writer/tree-writer';

const mockSteps: string[] = [];

jest.mock('node:fs', () => {
  const actual = jest.requireActual<typeof FileSystem>('node:fs');
  const opened = new Map<number, string>();
  return {
    ...actual,
    openSync: (...args: Parameters<typeof FileSystem.openSync>) => {
      const descriptor = actual.openSync(...args);
      opened.set(descriptor, String(args[0]));
      return descriptor;
    },
    fsyncSync: (descriptor: number) => {
      mockSteps.push(`sync ${opened.get(descriptor)}`);
      actual.fsyncSync(descriptor);
    },
    renameSync: (from: string, to: string) => {
      mockSteps.push(`rename ${from}`);
      actual.renameSync(from, to);
    },
  };
});

jest.mock('node:child_process', () => ({
  spawnSync: (command: string, [option = '', folder = '']: readonly string[]) => {
    mockSteps.push(`${command}${option} ${folder}`);
    return { status: mockHasSync ? 0 : null };
  },
}));

let mockHasSync = true;
const fs = jest.requireActual<typeof FileSystem>('node:fs');
let outdir: string;

beforeEach(() => {
  outdir = fs.mkdtempSync(join(tmpdir(), 'durable-'));
});

afterEach(() => fs.rmSync(outdir, { recursive: true }));

/** What a writer does while it publishes clusters of some objects each: the operation, and the last step of its path. */
function stepsOf(clusters: number, objects: number): readonly string[] {
  const writer = new TreeWriter(outdir);
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const tree = writer.cluster('prod', `c${cluster}`);
    for (let object = 0; object < objects; object += 1) {
      const metadata = { name: `o${object}`, namespace: 'shop' };
      tree.add({ manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata }, chart: 'shop' });
    }
    tree.close();
  }
  mockSteps.length = 0;
  writer.publish();
  return mockSteps.map((step) => {
    const [what = '', path = ''] = step.split(' ');
    return `${what} ${basename(path)}`;
  });
}

const decision = ['sync journal.partial', 'rename journal.partial', 'sync .staging'];

test('what is staged is on the disk before its journal, and that before the first file is moved', () => {
  const steps = stepsOf(2, 1);
  const at = steps.indexOf('sync journal.partial');
  const waits = steps.slice(0, at);
  for (const name of ['configmap.o0.k8s.yaml', 'c0.json', 'c1.json', 'shop']) expect(waits).toContain(`sync ${name}`);
  expect(waits.filter((step) => !step.startsWith('sync '))).toEqual([]);
  expect(steps.slice(at, at + 3)).toEqual(decision);
  const moves = steps.slice(at + 3);
  expect(moves.length).toBeGreaterThan(0);
  expect(moves.filter((step) => !step.startsWith('rename'))).toEqual([]);
});

test('for many files, there is one wait for their file system', () => {
  mockHasSync = true;
  const steps = stepsOf(3, 20);
  expect(steps.slice(0, 4)).toEqual(process.platform === 'linux' ? ['sync-f files', ...decision] : expect.anything());
});

test('where nothing waits for a file system, many files are waited for one by one', () => {
  mockHasSync = false;
  const steps = stepsOf(3, 20);
  const at = steps.indexOf('sync journal.partial');
  expect(steps.slice(0, at).filter((step) => step.startsWith('sync configmap.'))).toHaveLength(60);
});
