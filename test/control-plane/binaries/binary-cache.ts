import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withFileLock } from './file-lock';

/**
 * A binary out of `~/.cache/cdk8s-blueprints/kubebuilder/<folder>/`, built first where it is missing. Two runs never
 * build at once, and an interrupted build leaves nothing that a later run would take for a binary.
 */
export async function cachedBinary(
  folder: string,
  name: string,
  build: (file: string) => Promise<void>,
): Promise<string> {
  const file = cachedFile(folder, name);
  if (existsSync(file)) return file;
  const root = cacheRoot();
  await mkdir(root, { recursive: true });
  return withFileLock(join(root, 'building.lock'), async () => {
    if (existsSync(file)) return file;
    const started = Date.now();
    console.log(`building ${name} of ${folder}, once; it is kept in ${root}`);
    const unfinished = await mkdtemp(join(root, 'unfinished-'));
    try {
      await build(join(unfinished, name));
      await mkdir(join(root, folder), { recursive: true });
      await rename(join(unfinished, name), file);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    console.log(`${name} of ${folder} took ${Math.round((Date.now() - started) / 1000)} s to build`);
    return file;
  });
}

/** Whether a binary is in the cache, so that using it costs no build. */
export function isCached(folder: string, name: string): boolean {
  return existsSync(cachedFile(folder, name));
}

function cachedFile(folder: string, name: string): string {
  return join(cacheRoot(), folder, name);
}

function cacheRoot(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-blueprints', 'kubebuilder');
}
