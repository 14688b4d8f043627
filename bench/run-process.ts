import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** What one run of a program took, from its start to its end. */
export interface Usage {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Runs a compiled program of this folder in a process of its own, and measures it. */
export function runProcess(program: string, args: readonly string[]): Usage {
  const start = performance.now();
  const result = spawnSync(
    process.execPath,
    ['--require', join(__dirname, 'report-usage.js'), join(__dirname, `${program}.js`), ...args],
    { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], encoding: 'utf8' },
  );
  const seconds = (performance.now() - start) / 1000;
  if (result.status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${result.stderr}`);
  const usage = JSON.parse(result.output[3] ?? '') as { peakKilobytes: number; cpuMicroseconds: number };
  return { seconds, cpuSeconds: usage.cpuMicroseconds / 1e6, peakMegabytes: usage.peakKilobytes / 1024 };
}
