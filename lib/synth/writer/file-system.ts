import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isErrorCode } from './error-code';

/** What stands at a path, links not followed. */
export type Standing = 'nothing' | 'file' | 'folder' | 'link' | 'other';

export function standingAt(path: string): Standing {
  const stats = lstatOf(path);
  if (stats === undefined) return 'nothing';
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

function lstatOf(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file where a folder is expected, as in the middle of a path.
    if (isErrorCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** The bytes of a file; undefined where there is none, and where a link, a pipe or the like has its name. */
export function readFileIfThere(path: string): Buffer | undefined {
  return standingAt(path) === 'file' ? readFileSync(path) : undefined;
}

/** Makes a file that is not there. Nothing is written through a link that has its name. */
export function createFile(path: string, content: string | Buffer): void {
  const descriptor = openSync(path, 'wx');
  try {
    writeFileSync(descriptor, content);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a file that is not there, and waits until it is on the disk, so that a power cut leaves it whole. */
export function createDurableFile(path: string, content: string): void {
  const descriptor = openSync(path, 'wx');
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Waits until the content of a file is on the disk. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Waits until the names in a folder are on the disk, where the operating system can say so. */
export function syncFolder(path: string): void {
  try {
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // Windows opens no folders, and some file systems of a network sync none.
    if (!isErrorCode(error, 'EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP')) throw error;
  }
}

/**
 * Puts a file in the place of another, or where there is none. The old one is taken away first: a file renamed over
 * another makes ext4 wait for the disk, about a millisecond a file. A hard link of the old one keeps its content.
 */
export function moveFile(from: string, to: string): void {
  const standing = standingAt(to);
  if (standing !== 'nothing' && standing !== 'folder') unlinkSync(to);
  try {
    renameSync(from, to);
  } catch (error) {
    if (!isErrorCode(error, 'EXDEV')) throw error;
    // Another file system is mounted there.
    createFile(to, readFileSync(from));
    unlinkSync(from);
  }
}

/** Puts a whole folder where there is none; false where the file system cannot. */
export function moveFolder(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'EXDEV')) return false;
    throw error;
  }
}

/** Removes a folder below another one when it is empty, then the ones above it for as long as they are. */
export function removeEmptyFolders(root: string, folder: string): void {
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
