import { numberFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';
import { growthExponent } from '../statistics';

/** Whether stores are rendered and checked in time that grows as their number does. */
export const stores: Section = {
  name: 'stores',
  title: 'Stores of one cluster, rendered and checked',
  run: runStoreFigures,
};

const sizes = { quick: { small: 125, large: 250, runs: 1 }, full: { small: 250, large: 500, runs: 5 } } as const;

function* runStoreFigures(mode: Mode): Iterable<Figure> {
  const { small, large, runs } = sizes[mode];
  const goal = mode === 'full' ? ({ atMost: 1.2 } as const) : undefined;
  const usage = { small: measure(small, runs), large: measure(large, runs) };
  const exponent = growthExponent([small, usage.small.cpuSeconds], [large, usage.large.cpuSeconds]);
  yield numberFigure(`exponent by CPU, ${small} to ${large} stores`, exponent, '', 2, goal);
  yield usageFigure(`${large} stores`, usage.large);
}

function measure(count: number, runs: number): Usage {
  return medianUsage(Array.from({ length: runs }, () => runProcess('variants/check-stores', [String(count)])));
}
