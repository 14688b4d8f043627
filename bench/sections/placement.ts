import { numberFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';
import { growthExponent } from '../statistics';

/** In which clusters charts run. */
export const placement: Section = {
  name: 'placement',
  title: 'Charts placed in 60 clusters that they nearly fill, and again without a tenth of them',
  run: runPlacementFigures,
};

const sizes = { quick: { small: 500, large: 1000, runs: 1 }, full: { small: 1000, large: 2000, runs: 5 } } as const;

function* runPlacementFigures(mode: Mode): Iterable<Figure> {
  const { small, large, runs } = sizes[mode];
  const usage = { small: measure(small, runs), large: measure(large, runs) };
  const exponent = growthExponent([small, usage.small.cpuSeconds], [large, usage.large.cpuSeconds]);
  const goal = mode === 'full' ? { atMost: 2 } : undefined;
  yield numberFigure(`${large} charts, placed twice, from start to end, CPU`, usage.large.cpuSeconds, ' s', 2, goal);
  yield numberFigure(`exponent by CPU, ${small} to ${large} charts`, exponent, '', 2, undefined);
  yield usageFigure(`${large} charts`, usage.large);
}

function measure(charts: number, runs: number): Usage {
  return medianUsage(Array.from({ length: runs }, () => runProcess('variants/place-charts', [String(charts)])));
}
