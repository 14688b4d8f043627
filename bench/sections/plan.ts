import { rmSync } from 'node:fs';
import { numberFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';
import { growthExponent } from '../statistics';
import { writePlanTrees } from '../workload/plan-trees';

/** What a change does, where one object of a hundred is another. */
export const plan: Section = {
  name: 'plan',
  title: 'Two trees compared, one object of a hundred changed',
  run: runPlanFigures,
};

const sizes = {
  quick: { small: 1000, large: 2000, clusters: 6, objects: 50, runs: 1 },
  full: { small: 10_000, large: 20_000, clusters: 60, objects: 300, runs: 3 },
} as const;

function* runPlanFigures(mode: Mode): Iterable<Figure> {
  const { small, large, clusters, objects, runs } = sizes[mode];
  const goal = (atMost: number) => (mode === 'full' ? { atMost } : undefined);
  const usage = { small: measure(1, small, runs), large: measure(1, large, runs) };
  const fleet = measure(clusters, objects, runs);
  const exponent = growthExponent([small, usage.small.cpuSeconds], [large, usage.large.cpuSeconds]);
  yield numberFigure(`${large} objects, from start to end, CPU`, usage.large.cpuSeconds, ' s', 2, goal(3));
  yield numberFigure(`${large} objects, peak memory`, usage.large.peakMegabytes, ' MB', 0, goal(300));
  yield numberFigure(`exponent by CPU, ${small} to ${large} objects`, exponent, '', 2, goal(1.2));
  yield numberFigure(`${clusters} clusters of ${objects} objects, CPU`, fleet.cpuSeconds, ' s', 2, goal(10));
  yield usageFigure(`${large} objects`, usage.large);
}

function measure(clusters: number, objects: number, runs: number): Usage {
  const { folder, base, next } = writePlanTrees(clusters, objects);
  try {
    return medianUsage(Array.from({ length: runs }, () => runProcess('variants/compute-plan', [base, next])));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
