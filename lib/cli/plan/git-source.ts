import { isUtf8 } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import type { Finding } from '../../manifest/objects/finding';
import { printable } from '../../manifest/objects/printable';
import { unreadFile } from '../../reader/unread-file';
import { UsageError } from '../command';
import { assertReadable, type TreeSource } from './tree-source';

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
  const blobs = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { mode, blob, path: whole, isText } of readEntries(listed)) {
    const path = prefix === '' ? whole : whole === prefix ? posix.basename(whole) : whole.slice(prefix.length + 1);
    const unread = isText ? unreadEntry(mode, path, isWanted, () => leadsToFolder(cwd, tree, whole, blob)) : misnamed;
    if (unread !== undefined && isVisible(path)) findings.push(unreadFile(path, ...unread));
    else if (mode.startsWith('100') && isWanted(path)) blobs.set(path, blob);
  }
  return {
    label: `${revision}:${prefix}`,
    files: [...blobs.keys()],
    findings,
    read: (files) => readBlobs(cwd, files, blobs),
    blobOf: (file) => blobs.get(file),
  };
}

/** What is said of an entry, and what to do. */
type Unread = readonly [message: string, fix: string];

const misnamed: Unread = ['Invalid value: the name of the file is not UTF-8', 'rename it'];

/** Entries that may hold objects, and of which Git's store does not say which. */
function unreadEntry(
  mode: string,
  path: string,
  isWanted: (path: string) => boolean,
  isFolder: () => boolean,
): Unread | undefined {
  if (mode === submodule) {
    return ['Forbidden: a submodule in a commit is not read', 'name the folder of the old tree with --base'];
  }
  if (mode !== link || !(isWanted(path) || isFolder())) return undefined;
  return ['Forbidden: a link in a commit is not followed', 'put there what the link leads to'];
}

const submodule = '160000';
const link = '120000';

/** Whether a link leads to a folder, or out of the repository to what may be one. */
function leadsToFolder(cwd: string, tree: string, path: string, blob: string): boolean {
  const target = git(cwd, ['cat-file', 'blob', blob]).toString();
  const place = posix.normalize(posix.join(posix.dirname(path), target)).replace(/\/$/, '');
  if (posix.isAbsolute(target) || place === '..' || place.startsWith('../')) return true;
  if (place === '.') return true;
  try {
    return (
      git(cwd, ['cat-file', '-t', `${tree}:${place}`])
        .toString()
        .trim() !== 'blob'
    );
  } catch {
    // To nothing: as in a folder, that is no reason to read less than the user expects.
    return false;
  }
}

/** What the reader of folders reads, and inventories. */
function isTreeFile(path: string): boolean {
  const steps = path.split('/');
  const name = steps.at(-1) ?? '';
  if (!/\.(ya?ml|json)$/i.test(name) || name === 'construct-metadata.json') return false;
  return isVisible(path);
}

function isVisible(path: string): boolean {
  const steps = path.split('/');
  return steps.every((step) => step === '.inventory' || (!step.startsWith('.') && step !== 'node_modules'));
}

interface TreeEntry {
  readonly mode: string;
  readonly blob: string;
  readonly path: string;
  /** Whether its name is UTF-8; where it is not, the path shows it escaped. */
  readonly isText: boolean;
}

/** Lines of `git ls-tree -z`: mode, type and name of the content, and behind a tab the path, byte for byte. */
function readEntries(listed: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < listed.length;) {
    const end = listed.indexOf(0, at);
    const tab = listed.indexOf(0x09, at);
    const [mode = '', , blob = ''] = listed.toString('latin1', at, tab).split(' ');
    const name = listed.subarray(tab + 1, end);
    const isText = isUtf8(name);
    const path = isText ? name.toString() : encodeURIComponent(name.toString('latin1')).replaceAll('%2F', '/');
    entries.push({ mode, blob, path, isText });
    at = end + 1;
  }
  return entries;
}

/** The root of the repository that a folder is in. @throws UsageError where there is none */
export function repositoryOf(folder: string): string {
  try {
    return git(folder, ['rev-parse', '--show-toplevel']).toString().trim();
  } catch (error) {
    if (error instanceof UsageError && !error.message.includes('not a git repository')) throw error;
    throw new UsageError(`${folder}: is in no Git repository\n  fix:  name the folder of the old tree with --base`);
  }
}

function treeOf(cwd: string, revision: string): string {
  const tree = objectNamed(cwd, `${revision}^{tree}`);
  // `^HEAD` is answered by what it leaves out.
  if (tree !== undefined && /^[0-9a-f]+$/.test(tree)) return tree;
  throw new UsageError(
    `--base ${printable(revision)}: neither a folder nor a commit that Git has here\n  fix:  fetch it first, as with git fetch --depth=1 origin BRANCH`,
  );
}

function objectNamed(cwd: string, name: string): string | undefined {
  try {
    return git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', name]).toString().trim();
  } catch {
    return undefined;
  }
}

/** Of all files that a plan reads of one commit together. */
const mostBytes = 512 * 1024 * 1024;

function readBlobs(
  cwd: string,
  files: readonly string[],
  blobs: ReadonlyMap<string, string>,
): ReadonlyMap<string, Buffer> {
  if (files.length === 0) return new Map();
  const ids = `${files.map((file) => blobs.get(file) ?? '').join('\n')}\n`;
  // Git packs a gigabyte of spaces into a megabyte.
  const sizes = git(cwd, ['cat-file', '--batch-check=%(objectsize)'], ids).toString().split('\n').map(Number);
  let total = 0;
  for (const [index, file] of files.entries()) {
    total += assertReadable(file, sizes[index] ?? 0);
    if (total > mostBytes) throw new Error(`${file}: with it, what is to be read has more than ${mostBytes} bytes`);
  }
  const output = git(cwd, ['cat-file', '--batch'], ids);
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
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_LITERAL_PATHSPECS: '1' },
    ...(input === undefined ? {} : { input }),
  });
  if (error !== undefined) throw new UsageError(`git could not be run: ${error.message}`);
  if (status !== 0) throw new UsageError(`git ${args[0] ?? ''}: ${stderr.toString().trim()}`);
  return stdout;
}

/** The folder itself, or the nearest above it that is there. */
export function existingFolder(folder: string): string {
  let path = resolve(folder);
  while (!existsSync(path) || !statSync(path).isDirectory()) path = dirname(path);
  return path;
}

function realPathOf(folder: string): string {
  const path = resolve(folder);
  return existsSync(path) ? realpathSync(path) : join(realPathOf(dirname(path)), basename(path));
}
