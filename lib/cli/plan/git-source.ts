import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { printable } from '../../manifest/objects/printable';
import { unreadFile } from '../../reader/unread-file';
import { UsageError } from '../command';
import type { TreeSource } from './tree-source';

/**
 * The tree that a folder, or one file, has in a commit, read out of Git's store: nothing is checked out, and the working folder stays
 * as it is. A folder that the commit does not have is an empty tree.
 *
 * @param folder where it stands in the working folder, whether or not it is there now
 * @param isWanted which files count, by their path in the folder; manifests and inventories when left out
 * @throws UsageError where there is no Git, no repository or no such commit
 */
export function gitSource(
  folder: string,
  revision: string,
  isWanted: (path: string) => boolean = isTreeFile,
): TreeSource {
  const cwd = existingFolder(folder);
  const top = repositoryOf(cwd);
  const prefix = relative(realpathSync(top), realPathOf(folder)).split(sep).join('/');
  if (prefix === '..' || prefix.startsWith('../')) throw new UsageError(`${folder} is not in the repository ${top}`);
  const tree = treeOf(cwd, revision);
  const listed = git(cwd, ['ls-tree', '-r', '-z', '--full-tree', tree, ...(prefix === '' ? [] : ['--', prefix])]);
  const entries = listed
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map(readEntry);
  const inside = entries.map(({ path, ...entry }) => ({
    ...entry,
    path: prefix === '' ? path : path === prefix ? posix.basename(path) : path.slice(prefix.length + 1),
  }));
  const wanted = inside.filter(({ path }) => isWanted(path));
  const blobs = new Map(wanted.filter(({ mode }) => mode.startsWith('100')).map(({ path, blob }) => [path, blob]));
  return {
    label: `${revision}:${prefix}`,
    files: [...blobs.keys()],
    findings: wanted
      .filter(({ path }) => !blobs.has(path))
      .map(({ path }) =>
        unreadFile(path, 'Forbidden: a link in a commit is not followed', 'put there what the link leads to'),
      ),
    read: (files) => readBlobs(cwd, files, blobs),
    blobOf: (file) => blobs.get(file),
  };
}

/** What the reader of folders reads, and inventories. */
function isTreeFile(path: string): boolean {
  const steps = path.split('/');
  const name = steps.at(-1) ?? '';
  if (!/\.(ya?ml|json)$/i.test(name) || name === 'construct-metadata.json') return false;
  return steps.every((step) => step === '.inventory' || (!step.startsWith('.') && step !== 'node_modules'));
}

interface TreeEntry {
  readonly mode: string;
  readonly blob: string;
  readonly path: string;
}

function readEntry(line: string): TreeEntry {
  const [meta = '', path = ''] = line.split('\t');
  const [mode = '', , blob = ''] = meta.split(' ');
  return { mode, blob, path };
}

function repositoryOf(folder: string): string {
  try {
    return git(folder, ['rev-parse', '--show-toplevel']).toString().trim();
  } catch (error) {
    if (error instanceof UsageError && !error.message.includes('not a git repository')) throw error;
    throw new UsageError(`${folder}: is in no Git repository\n  fix:  name the folder of the old tree with --base`);
  }
}

function treeOf(cwd: string, revision: string): string {
  try {
    return git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`])
      .toString()
      .trim();
  } catch {
    throw new UsageError(
      `--base ${printable(revision)}: neither a folder nor a commit that Git has here\n  fix:  fetch it first, as with git fetch --depth=1 origin BRANCH`,
    );
  }
}

function readBlobs(
  cwd: string,
  files: readonly string[],
  blobs: ReadonlyMap<string, string>,
): ReadonlyMap<string, Buffer> {
  if (files.length === 0) return new Map();
  const ids = files.map((file) => blobs.get(file) ?? '');
  const output = git(cwd, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  const contents = new Map<string, Buffer>();
  let at = 0;
  for (const file of files) {
    const end = output.indexOf(0x0a, at);
    const size = Number(output.subarray(at, end).toString().split(' ')[2]);
    if (!Number.isInteger(size)) throw new Error(`${file}: Git does not have its content`);
    contents.set(file, output.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

function git(cwd: string, args: readonly string[], input?: string): Buffer {
  const { status, error, stdout, stderr } = spawnSync('git', ['-c', 'core.fsmonitor=false', ...args], {
    cwd,
    maxBuffer: Infinity,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    ...(input === undefined ? {} : { input }),
  });
  if (error !== undefined) throw new UsageError(`git could not be run: ${error.message}`);
  if (status !== 0) throw new UsageError(`git ${args[0] ?? ''}: ${stderr.toString().trim()}`);
  return stdout;
}

/** The folder itself, or the nearest above it that is there. */
function existingFolder(folder: string): string {
  let path = resolve(folder);
  while (!existsSync(path) || !statSync(path).isDirectory()) path = dirname(path);
  return path;
}

function realPathOf(folder: string): string {
  const path = resolve(folder);
  return existsSync(path) ? realpathSync(path) : join(realPathOf(dirname(path)), basename(path));
}
