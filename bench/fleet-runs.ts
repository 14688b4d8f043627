import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess, type Usage } from './run-process';
import { median } from './statistics';

/** What is run again and again, each time over the files that its last run wrote. */
export interface Lane {
  /** A program below `variants/` that renders the units. */
  readonly variant:
    | 'cdk8s-one-app'
    | 'cdk8s-app-per-chart'
    | 'plain-objects'
    | 'ours-api-objects'
    | 'ours-blueprints'
    | 'ours-checked'
    | 'ours-default';
  readonly units: number;
  /** Whether each run writes other content into every file. @default true */
  readonly changes?: boolean;
}

/**
 * Runs lanes in turn, so that whatever else the machine does meets all of them, and gives the median of each. What
 * creating the files costs is not measured.
 */
export function runInTurn<N extends string>(lanes: Readonly<Record<N, Lane>>, runs: number): Record<N, Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-blueprints-bench-'));
  const names = keysOf(lanes);
  const run = (name: N, revision: number): Usage => {
    const { variant, units, changes = true } = lanes[name];
    return runProcess(`variants/${variant}`, [String(units), join(folder, name), String(changes ? revision : 0)]);
  };
  try {
    for (const name of names) run(name, 0);
    const rounds = Array.from({ length: runs }, (_, index) => names.map((name) => run(name, index + 1)));
    const usages = names.map((name, lane): [N, Usage] => [name, medianUsage(rounds.map((round) => nth(round, lane)))]);
    return Object.fromEntries(usages) as Record<N, Usage>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function keysOf<N extends string>(lanes: Readonly<Record<N, Lane>>): readonly N[] {
  return Object.keys(lanes) as N[];
}

function nth(round: readonly Usage[], index: number): Usage {
  const usage = round[index];
  if (usage === undefined) throw new Error(`lane ${index} was not run`);
  return usage;
}

/** The medians of what several runs took. */
export function medianUsage(usages: readonly Usage[]): Usage {
  return {
    seconds: median(usages.map(({ seconds }) => seconds)),
    cpuSeconds: median(usages.map(({ cpuSeconds }) => cpuSeconds)),
    peakMegabytes: median(usages.map(({ peakMegabytes }) => peakMegabytes)),
  };
}
