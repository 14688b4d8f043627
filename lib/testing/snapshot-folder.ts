import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { firstNoFolder } from '../synth/writer/publish-changes';

/** What is different between a snapshot and what it should be. */
export interface SnapshotChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly file: string; readonly before: string; readonly after: string }[];
}

/** Reads a snapshot; undefined where there is none yet. */
export function readSnapshot(folder: string): ReadonlyMap<string, string> | undefined {
  if (!existsSync(folder)) return undefined;
  const entries = readdirSync(folder, { encoding: 'utf8', recursive: true, withFileTypes: true });
  const files = entries.flatMap((entry): [string, string][] => {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) throw linkError(path);
    if (!entry.isFile() || !entry.name.endsWith('.yaml')) return [];
    return [[relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8').replaceAll('\r\n', '\n')]];
  });
  return new Map(files);
}

/** @throws where a step from the test to its snapshot is a link: whoever commits one decides what is read and replaced */
export function assertNoLink(root: string, folder: string): void {
  const below = relative(root, join(folder, 'file')).split(sep).join('/');
  const blocked = firstNoFolder(root, below);
  if (blocked !== undefined) throw linkError(blocked.path);
}

function linkError(path: string): Error {
  return new Error(
    `${path} is a link, or no folder: no snapshot is read or written through it\n  fix:  remove it, and run jest again`,
  );
}

/** Makes a folder hold exactly these files. */
export function writeSnapshot(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

export function compareSnapshot(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): SnapshotChanges {
  const changed = [...after].flatMap(([file, text]) => {
    const old = before.get(file);
    return old === undefined || old === text ? [] : [{ file, before: old, after: text }];
  });
  return {
    added: [...after.keys()].filter((file) => !before.has(file)),
    removed: [...before.keys()].filter((file) => !after.has(file)),
    changed,
  };
}
