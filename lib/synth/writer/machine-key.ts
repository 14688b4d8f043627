import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isErrorCode } from './error-code';
import { readFileIfThere } from './file-system';

/**
 * What only a program of this user on this machine can write below a text: a file that was committed, or came with a
 * pull request, has no such mark, whatever it says of itself.
 *
 * The key is the variable `CDK8S_BLUEPRINTS_KEY` where it is set, such as for machines that share a cache; else a file
 * in the user's own folders, made when it is needed first.
 */
export function markOfThisMachine(text: string): string {
  return createHmac('sha256', machineKey()).update(text).digest('hex');
}

let key: string | undefined;

function machineKey(): string {
  const given = process.env.CDK8S_BLUEPRINTS_KEY;
  if (given !== undefined && given !== '') return given;
  key ??= storedKey() ?? randomBytes(keySize).toString('hex');
  return key;
}

const keySize = 32;
const keyShape = /^[0-9a-f]{64}$/;

/** A key that cannot be kept holds for this program alone: what it leaves behind is not taken up by the next one. */
function storedKey(): string | undefined {
  for (const folder of [stateFolder, temporaryFolder]) {
    try {
      return keyIn(folder());
    } catch (error) {
      if (!isErrorCode(error)) throw error;
    }
  }
  return undefined;
}

function stateFolder(): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  return join(XDG_STATE_HOME ?? LOCALAPPDATA ?? join(homedir(), '.local', 'state'), 'cdk8s-blueprints');
}

/** For users without a home, as in many containers. */
function temporaryFolder(): string {
  return join(tmpdir(), `cdk8s-blueprints-${process.getuid?.() ?? 'user'}`);
}

function keyIn(folder: string): string | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isPrivate(folder)) return undefined;
  const file = join(folder, 'key');
  const stored = readKey(file);
  if (stored !== undefined) return stored;
  const fresh = join(folder, `key.${process.pid}.${randomBytes(4).toString('hex')}`);
  writeFileSync(fresh, randomBytes(keySize).toString('hex'), { flag: 'wx', mode: 0o600 });
  try {
    // Of two programs that make the first key at once, one wins, and both use its key.
    linkSync(fresh, file);
  } catch {
    if (readKey(file) === undefined) renameSync(fresh, file);
  }
  rmSync(fresh, { force: true });
  return readKey(file);
}

/** Nobody else may have written the key. Windows keeps that apart from the mode of a file. */
function isPrivate(folder: string): boolean {
  const stats = lstatSync(folder);
  if (process.getuid === undefined) return stats.isDirectory();
  return stats.isDirectory() && stats.uid === process.getuid() && (stats.mode & 0o022) === 0;
}

function readKey(file: string): string | undefined {
  const text = readFileIfThere(file)?.toString() ?? '';
  return keyShape.test(text) ? text : undefined;
}
