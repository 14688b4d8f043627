import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cachedBinary, isCached } from './binary-cache';
import { withFileLock } from './file-lock';

const previous = process.env.XDG_CACHE_HOME;
let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'binary-cache-'));
  process.env.XDG_CACHE_HOME = cache;
  jest.spyOn(console, 'log').mockImplementation();
});

afterEach(() => {
  if (previous === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = previous;
  rmSync(cache, { recursive: true, force: true });
});

const kept = (): string[] => readdirSync(join(cache, 'cdk8s-blueprints', 'kubebuilder'));

test('a binary is built once, however many ask for it at the same time', async () => {
  let builds = 0;
  const build = async (file: string): Promise<void> => {
    builds += 1;
    await sleep(50);
    writeFileSync(file, 'binary');
  };
  const files = await Promise.all([1, 2, 3].map(() => cachedBinary('etcd-v1', 'etcd', build)));
  expect(new Set(files).size).toBe(1);
  expect(readFileSync(files[0] ?? '', 'utf8')).toBe('binary');
  expect({ builds, kept: kept() }).toEqual({ builds: 1, kept: ['etcd-v1'] });
});

test('a build that fails leaves nothing, and the next one is tried', async () => {
  const failing = cachedBinary('etcd-v1', 'etcd', (file) => {
    writeFileSync(file, 'half');
    return Promise.reject(new Error('no memory left'));
  });
  await expect(failing).rejects.toThrow('no memory left');
  expect(kept()).toEqual([]);
  const file = await cachedBinary('etcd-v1', 'etcd', (path) => Promise.resolve(writeFileSync(path, 'whole')));
  expect(readFileSync(file, 'utf8')).toBe('whole');
});

test('several binaries of one release are kept in one folder', async () => {
  const build = (file: string): Promise<void> => Promise.resolve(writeFileSync(file, 'binary'));
  await cachedBinary('kubernetes-v1', 'kube-apiserver', build);
  expect(isCached('kubernetes-v1', 'kube-scheduler')).toBe(false);
  await cachedBinary('kubernetes-v1', 'kube-scheduler', build);
  expect(isCached('kubernetes-v1', 'kube-scheduler')).toBe(true);
  expect(readdirSync(join(cache, 'cdk8s-blueprints', 'kubebuilder', 'kubernetes-v1'))).toEqual([
    'kube-apiserver',
    'kube-scheduler',
  ]);
});

test('the lock of a process that is gone holds no one up', async () => {
  const lock = join(cache, 'lock');
  // No process can have this number.
  writeFileSync(lock, String(2 ** 30));
  expect(await withFileLock(lock, () => Promise.resolve('done'))).toBe('done');
  expect(existsSync(lock)).toBe(false);
});
