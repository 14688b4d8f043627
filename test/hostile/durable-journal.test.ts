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

const fs = jest.requireActual<typeof FileSystem>('node:fs');

test('a journal is on the disk before the first file is moved, by two waits for a whole fleet', () => {
  const outdir = fs.mkdtempSync(join(tmpdir(), 'durable-'));
  const writer = new TreeWriter(outdir);
  for (const name of ['one', 'two', 'three']) {
    const cluster = writer.cluster('prod', name);
    const metadata = { name: 'cart', namespace: 'shop' };
    cluster.add({ manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata }, chart: 'shop' });
    cluster.close();
  }
  mockSteps.length = 0;
  writer.publish();

  const [first, second, third, ...moves] = mockSteps.map((step) => {
    const [what = '', path = ''] = step.split(' ');
    return `${what} ${basename(path)}`;
  });
  expect([first, second, third]).toEqual(['sync journal.partial', 'rename journal.partial', 'sync .staging']);
  expect(moves.length).toBeGreaterThan(0);
  expect(moves.filter((step) => !step.startsWith('rename'))).toEqual([]);
  fs.rmSync(outdir, { recursive: true });
});
