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
  const root = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-blueprints', 'kubebuilder');
  const kept = join(root, folder);
  const file = join(kept, name);
  if (existsSync(file)) return file;
  await mkdir(root, { recursive: true });
  return withFileLock(join(root, 'building.lock'), async () => {
    if (existsSync(file)) return file;
    const started = Date.now();
    console.log(`conformance: building ${folder}, once; it is kept in ${root}`);
    const unfinished = await mkdtemp(join(root, 'unfinished-'));
    try {
      await build(join(unfinished, name));
      if (!existsSync(file)) await rename(unfinished, kept);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    console.log(`conformance: ${folder} took ${Math.round((Date.now() - started) / 1000)} s to build`);
    return file;
  });
}
