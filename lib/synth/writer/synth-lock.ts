import { randomBytes } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isJsonObject } from '../../manifest/objects/json';
import { isErrorCode } from './error-code';
import { createFile, readFileIfThere } from './file-system';
import { outputError } from './output-error';

/**
 * What lets one synth at a time write to an output folder: a file `lock.<number>` in its staging folder, by the program
 * that is named in it. One of a program that has ended is taken over, by a file of the next number.
 */
export class SynthLock {
  private constructor(private readonly path: string) {}

  /**
   * Takes the lock.
   *
   * @param staging a folder that is there
   * @throws when another program has it
   */
  static take(staging: string): SynthLock {
    for (;;) {
      const lock = SynthLock.tryToTake(staging);
      if (lock !== undefined) return lock;
    }
  }

  /** Undefined where another program was quicker: the next try sees its lock. */
  private static tryToTake(staging: string): SynthLock | undefined {
    const before = lockNumbers(staging);
    assertNobodyHolds(staging, before);
    const path = join(staging, `${prefix}${Math.max(0, ...before) + 1}`);
    if (!createWhole(path, JSON.stringify(ownHolder()))) return undefined;
    const lock = new SynthLock(path);
    const others = lockNumbers(staging).filter((number) => join(staging, `${prefix}${number}`) !== path);
    const rest = readdirSync(staging).filter((name) => name.startsWith(prefix) && join(staging, name) !== path);
    try {
      // Whoever made a lock meanwhile looks as well: at least one of the two sees the other.
      assertNobodyHolds(staging, others);
    } catch (error) {
      lock.release();
      throw error;
    }
    for (const name of rest) rmSync(join(staging, name), { force: true });
    return lock;
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

const prefix = 'lock.';

/** A program, so that it can be known whether it still runs. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When it started, as the operating system counts it; left out where that cannot be known. */
  readonly start?: string;
}

function ownHolder(): Holder {
  const start = startOf('self');
  return { pid: process.pid, host: hostname(), ...(start === undefined ? {} : { start }) };
}

function lockNumbers(staging: string): readonly number[] {
  return readdirSync(staging)
    .filter((name) => /^lock\.[1-9]\d{0,14}$/.test(name))
    .map((name) => Number(name.slice(prefix.length)));
}

function assertNobodyHolds(staging: string, numbers: readonly number[]): void {
  for (const number of numbers) {
    const path = join(staging, `${prefix}${number}`);
    const text = readFileIfThere(path)?.toString();
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder === undefined || holder.host !== hostname() || isRunning(holder)) throw heldBy(holder, path);
  }
}

function heldBy(holder: Holder | undefined, path: string): Error {
  const who = holder === undefined ? 'unknown' : `process ${holder.pid} on ${holder.host}`;
  return outputError(
    path,
    `Forbidden: another synth (${who}) is writing to this output folder`,
    `wait until it has ended, and synthesize again; if it has ended already, remove ${path}`,
  );
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(text);
    if (!isJsonObject(holder)) return undefined;
    const { pid, host, start } = holder;
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0 || typeof host !== 'string') return undefined;
    return { pid, host, ...(typeof start === 'string' ? { start } : {}) };
  } catch {
    return undefined;
  }
}

/** Whether a program of this machine still runs: another one may have got its number meanwhile. */
function isRunning({ pid, start }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (isErrorCode(error, 'ESRCH')) return false;
  }
  const now = startOf(pid);
  return start === undefined || now === undefined || now === start;
}

/** Linux tells it in the 22nd field; the second one, the program's name, may hold anything. */
function startOf(pid: number | 'self'): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Makes a file that nobody ever sees without its content; false where there is one already. */
function createWhole(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  createFile(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    // The draft is gone where the program that has the lock has tidied up.
    if (isErrorCode(error, 'EEXIST', 'ENOENT')) return false;
    return createUnlinked(path, content);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** For file systems without hard links. */
function createUnlinked(path: string, content: string): boolean {
  try {
    createFile(path, content);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return false;
    throw error;
  }
}
