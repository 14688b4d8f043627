import type * as FileSystem from 'node:fs';

type Actual = typeof FileSystem;

/** How a file system behaves at its n-th operation: refuse it with an error, or end the program in the middle of it. */
export interface Failure {
  readonly at: number;
  readonly how: 'die' | 'ENOSPC' | 'EACCES';
}

/** What a program sees of its own end: nothing, and so no code may catch it and go on. */
export class Death extends Error {}

/** Operations of `node:fs` that a writer uses; a call of any of them counts. */
const operations = [
  'closeSync',
  'fsyncSync',
  'linkSync',
  'lstatSync',
  'mkdirSync',
  'openSync',
  'readFileSync',
  'readdirSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'unlinkSync',
  'writeFileSync',
] as const satisfies readonly (keyof Actual)[];

let failure: Failure | undefined;
let calls = 0;

/** Runs something on a file system that fails once, or for good; true where it got as far as that. */
export function withFailure(next: Failure, run: () => void): boolean {
  failure = next;
  calls = 0;
  try {
    run();
  } finally {
    failure = undefined;
  }
  return calls > next.at;
}

/** Takes the place of `node:fs`. */
export function failingFileSystem(actual: Actual): Actual {
  const failing = { ...actual };
  for (const name of operations) {
    const original = actual[name] as (...args: unknown[]) => unknown;
    Reflect.set(failing, name, (...args: unknown[]) => {
      const now = failsNow();
      if (now === undefined) return original(...args);
      // A program that is killed has written a part of what it wanted to.
      if (now === 'die' && name === 'writeFileSync') tear(original, args);
      if (now === 'die') throw new Death('dead');
      throw Object.assign(new Error(`${now}: refused, ${name} '${String(args[0])}'`), {
        code: now,
        syscall: name,
        path: String(args[0]),
      });
    });
  }
  return failing;
}

function failsNow(): Failure['how'] | undefined {
  if (failure === undefined) return undefined;
  const call = calls++;
  if (call === failure.at || (call > failure.at && failure.how === 'die')) return failure.how;
  return undefined;
}

function tear(write: (...args: unknown[]) => unknown, [target, content]: readonly unknown[]): void {
  if (calls > (failure?.at ?? 0) + 1) return;
  const bytes = Buffer.from(String(content));
  write(target, bytes.subarray(0, bytes.length / 2));
}
