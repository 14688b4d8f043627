import {
  closeSync,
  constants,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Gives a file its new content where it stands. Neither truncated first nor replaced by a renamed file: both make
 * ext4 wait for the disk, about a millisecond a file. What an interruption tears, the journal mends.
 */
export function overwriteFile(path: string, content: Buffer): void {
  const descriptor = openExisting(path) ?? openNew(path);
  try {
    writeFileSync(descriptor, content);
    ftruncateSync(descriptor, content.length);
  } finally {
    closeSync(descriptor);
  }
}

/** A link is replaced by a file, so that nothing outside of the tree is written through it. Windows has no such flag. */
function openExisting(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined;
    if (!isErrorCode(error, 'ELOOP')) throw error;
    rmSync(path);
    return undefined;
  }
}

function openNew(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'w');
}

/** The bytes of a file; undefined where there is none. */
export function readFileIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Removes a file below a folder, and the folders in between that it leaves empty. */
export function removeFile(folder: string, file: string): void {
  rmSync(join(folder, file), { force: true });
  removeEmptyFolders(folder, dirname(file));
}

/** Removes a folder below another one when it is empty, then the ones above it for as long as they are. */
function removeEmptyFolders(root: string, folder: string): void {
  for (let current = folder; current !== '.'; current = dirname(current)) {
    try {
      rmdirSync(join(root, current));
    } catch (error) {
      if (isErrorCode(error, 'ENOENT')) continue;
      if (isErrorCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) return;
      throw error;
    }
  }
}

/** Not by class: what `fs` throws is of another realm within Jest. */
function isErrorCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.some((code) => code === error.code);
}
