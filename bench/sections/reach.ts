import { numberFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';
import { growthExponent } from '../statistics';

/** What reaches what in one cluster, by its policies. */
export const reach: Section = {
  name: 'reach',
  title: 'Every connection of one cluster: what it costs grows with the answer, not with pairs of workloads',
  run: runReachFigures,
};

const sizes = {
  quick: { small: 1000, large: 2000, runs: 1 },
  full: { small: 1000, large: 8000, runs: 5 },
} as const;

function* runReachFigures(mode: Mode): Iterable<Figure> {
  const { small, large, runs } = sizes[mode];
  const goal = (atMost: number) => (mode === 'full' ? { atMost } : undefined);
  const isolated = { small: measure('isolated', small, runs), large: measure('isolated', large, runs) };
  const exponent = growthExponent([small, isolated.small.cpuSeconds], [large, isolated.large.cpuSeconds]);
  yield numberFigure(
    `${small} workloads, ${2 * small} policies, from start to end, CPU`,
    isolated.small.cpuSeconds,
    ' s',
    2,
    goal(2),
  );
  yield numberFigure(`${small} workloads, peak memory`, isolated.small.peakMegabytes, ' MB', 0, goal(500));
  yield numberFigure(
    `exponent by CPU, ${small} to ${large} workloads with three peers each`,
    exponent,
    '',
    2,
    goal(1.3),
  );
  yield usageFigure(`${small} workloads`, isolated.small);
  yield usageFigure(`${large} workloads`, isolated.large);
  yield usageFigure(`${large} workloads that only their namespace tells apart`, measure('grouped', large, runs));
}

function measure(tree: 'isolated' | 'grouped', workloads: number, runs: number): Usage {
  return medianUsage(
    Array.from({ length: runs }, () => runProcess('variants/compute-reachability', [tree, String(workloads)])),
  );
}
