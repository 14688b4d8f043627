import { spawnSync } from 'node:child_process';
import type { Construct } from 'constructs';
import { rejectProps } from '../fleet/assert-props';

/** A program that turns a source into manifests. */
export interface Program {
  /** The word of the library for what is rendered: `HelmChart`. */
  readonly declared: string;
  /** Name or path. */
  readonly file: string;
  /** How it is installed, for those who lack it. */
  readonly install: string;
}

const longestAnswer = 256 * 1024 * 1024;
const longestRun = 5 * 60_000;
const mostLines = 8;

/** What the program prints. Where it is missing or fails, the program of the user stops, with its last words. */
export function runProgram(
  construct: Construct,
  { declared, file, install }: Program,
  args: readonly string[],
): string {
  const { error, status, signal, stdout, stderr } = spawnSync(file, args, {
    encoding: 'utf8',
    env: process.env,
    maxBuffer: longestAnswer,
    timeout: longestRun,
  });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT')
    rejectProps(construct, declared, {
      path: 'program',
      message: `Not found: the program "${file}", which renders it`,
      fix: install,
    });
  if (error !== undefined || status !== 0)
    rejectProps(construct, declared, {
      path: 'program',
      message: `Invalid value: "${file} ${args[0] ?? ''}" ${reasonOf(error, status, signal)}${lastLines(stderr)}`,
      fix: 'mend what it names, or its props',
    });
  return stdout;
}

function reasonOf(error: Error | undefined, status: number | null, signal: string | null): string {
  if (status !== null) return `ends with status ${status}`;
  return error === undefined ? `is ended by ${signal ?? 'a signal'}` : `fails: ${error.message}`;
}

function lastLines(text: string): string {
  const lines = text.trim().split('\n').slice(-mostLines);
  return lines.join('') === '' ? '' : `:\n    ${lines.join('\n    ')}`;
}
