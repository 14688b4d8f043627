import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** What is different between a snapshot and what it should be. */
export interface SnapshotChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly file: string; readonly before: string; readonly after: string }[];
}

/** Reads a snapshot; undefined where there is none yet. */
export function readSnapshot(folder: string): ReadonlyMap<string, string> | undefined {
  if (!existsSync(folder)) return undefined;
  const names = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((name) => name.endsWith('.yaml'));
  const files = names.map((name): [string, string] => [
    name.split(sep).join('/'),
    readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n'),
  ]);
  return new Map(files);
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
