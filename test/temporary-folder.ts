import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
const enough = 4 * 1024 ** 3;

/**
 * Before the first test: a folder for everything that tests write, which is removed after the last one. In memory where
 * there is room, for the writer waits for the disk as often as users want it to.
 */
export default function makeTemporaryFolder(): void {
  process.env.TMPDIR = mkdtempSync(join(isRoomy(memory) ? memory : tmpdir(), 'cdk8s-blueprints-tests-'));
}

function isRoomy(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > enough;
  } catch {
    return false;
  }
}
