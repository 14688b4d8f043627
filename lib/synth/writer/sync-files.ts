import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { syncFile, syncFolder } from './file-system';

/** So many are waited for one by one. */
const few = 16;

/**
 * Waits until files below a folder are on the disk, and their names. A wait for each of a thousand files takes seconds, one
 * for their file system a tenth of one; where the operating system has no program for that, each is waited for.
 */
export function syncFiles(root: string, files: readonly string[], folders: Iterable<string>): void {
  if (files.length > few && hasSynced(root)) return;
  for (const file of files) syncFile(join(root, file));
  for (const folder of folders) syncFolder(folder);
}

function hasSynced(folder: string): boolean {
  return process.platform === 'linux' && spawnSync('sync', ['-f', folder], { stdio: 'ignore' }).status === 0;
}
