import { numberFigure, usageFigure } from '../figures';
import { runInTurn } from '../fleet-runs';
import type { Figure, Mode, Section } from '../section';
import { growthExponent } from '../statistics';

/** Four times the clusters take four times as long, and no more memory. */
export const growth: Section = {
  name: 'growth',
  title: 'A larger fleet: time grows with the number of clusters, memory does not',
  run: runGrowth,
};

const sizes: Readonly<Record<Mode, { readonly small: number; readonly large: number; readonly runs: number }>> = {
  quick: { small: 500, large: 2000, runs: 1 },
  full: { small: 5000, large: 20000, runs: 5 },
};

function* runGrowth(mode: Mode): Iterable<Figure> {
  const { small, large, runs } = sizes[mode];
  const { less, more } = runInTurn(
    { less: { variant: 'ours-api-objects', units: small }, more: { variant: 'ours-api-objects', units: large } },
    runs,
  );
  const full = mode === 'full';
  const exponent = growthExponent([small, less.seconds], [large, more.seconds]);
  yield numberFigure(`exponent, ${small} to ${large} units`, exponent, '', 2, full ? { atMost: 1.05 } : undefined);
  const byCpu = growthExponent([small, less.cpuSeconds], [large, more.cpuSeconds]);
  yield numberFigure('  by CPU time', byCpu, '', 2, undefined);
  yield numberFigure(`peak memory, ${large} units`, more.peakMegabytes, ' MB', 0, full ? { atMost: 150 } : undefined);
  yield usageFigure(`${small} units`, less);
  yield usageFigure(`${large} units`, more);
}
