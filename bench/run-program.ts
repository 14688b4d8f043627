import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Usage } from './run-process';

/** GNU time: the one way to learn what a program that is not ours took. */
const time = '/usr/bin/time';

export const canMeasurePrograms = existsSync(time);

/** Runs any program, and measures it; it may find something, as a judge does. */
export function runProgram(program: string, args: readonly string[]): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-blueprints-bench-'));
  const report = join(folder, 'usage');
  try {
    const { status, stderr } = spawnSync(time, ['-f', '%e %U %S %M', '-o', report, program, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr}`);
    const figures = readFileSync(report, 'utf8').trim().split('\n').at(-1) ?? '';
    const [seconds = NaN, user = NaN, system = NaN, kilobytes = NaN] = figures.split(' ').map(Number);
    return { seconds, cpuSeconds: user + system, peakMegabytes: kilobytes / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
