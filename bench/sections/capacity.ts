import { numberFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';
import { growthExponent } from '../statistics';

/** Whether every workload fits on the nodes of a cluster. */
export const capacity: Section = {
  name: 'capacity',
  title: 'Every workload of one cluster on 20 pools, proved to fit',
  run: runCapacityFigures,
};

const sizes = { quick: { small: 500, large: 1000, runs: 1 }, full: { small: 1000, large: 2000, runs: 5 } } as const;

function* runCapacityFigures(mode: Mode): Iterable<Figure> {
  const { small, large, runs } = sizes[mode];
  const goal = (atMost: number) => (mode === 'full' ? { atMost } : undefined);
  const usage = { small: measure(small, runs), large: measure(large, runs) };
  const exponent = growthExponent([small, usage.small.cpuSeconds], [large, usage.large.cpuSeconds]);
  yield numberFigure(`${large} workloads, from start to end, CPU`, usage.large.cpuSeconds, ' s', 2, goal(3));
  yield numberFigure(`${large} workloads, peak memory`, usage.large.peakMegabytes, ' MB', 0, goal(400));
  yield numberFigure(`exponent by CPU, ${small} to ${large} workloads`, exponent, '', 2, goal(1.2));
  yield usageFigure(`${large} workloads`, usage.large);
}

function measure(workloads: number, runs: number): Usage {
  return medianUsage(Array.from({ length: runs }, () => runProcess('variants/compute-capacity', [String(workloads)])));
}
