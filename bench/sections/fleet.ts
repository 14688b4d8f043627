import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numberFigure, ratioFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';

/** Clusters that run the same, as those of one environment do, each object checked and in a file of its own. */
export const fleet: Section = {
  name: 'fleet',
  title: 'A fleet of clusters that run the same services: what checks add, and that memory stays flat',
  run: runFleet,
};

const sizes = {
  quick: { clusters: [1, 12], services: 30, runs: 1 },
  full: { clusters: [1, 12, 60], services: 150, runs: 3 },
} as const;

function* runFleet(mode: Mode): Iterable<Figure> {
  const { clusters, services, runs } = sizes[mode];
  const peaks: number[] = [];
  for (const count of clusters) {
    const { checked, unchecked } = measure(count, services, runs);
    peaks.push(checked.peakMegabytes);
    const what = `${count} ${count === 1 ? 'cluster' : 'clusters'} of ${services} services`;
    // The first two clusters are checked whole; what the others add does not depend on the machine.
    yield ratioFigure(
      `${what}, checked against unchecked`,
      checked,
      unchecked,
      count === 1 ? undefined : { atMost: 5 },
    );
    yield usageFigure('checked', checked);
    yield usageFigure('unchecked', unchecked);
  }
  const growth = Math.max(...peaks) - Math.min(...peaks);
  yield numberFigure('peak memory of the largest fleet above that of one cluster', growth, ' MB', 0, { atMost: 100 });
}

function measure(clusters: number, services: number, runs: number): Record<'checked' | 'unchecked', Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-blueprints-bench-'));
  const run = (how: 'checked' | 'unchecked', revision: number): Usage =>
    runProcess('variants/synthesize-fleet', [
      String(clusters),
      String(services),
      join(folder, how),
      String(revision),
      how,
    ]);
  try {
    const rounds = Array.from({ length: runs + 1 }, (_, revision) => ({
      checked: run('checked', revision),
      unchecked: run('unchecked', revision),
    })).slice(1);
    return {
      checked: medianUsage(rounds.map((round) => round.checked)),
      unchecked: medianUsage(rounds.map((round) => round.unchecked)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
