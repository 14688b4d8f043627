import { numberFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';

/** Autoscalers that follow from what is said of scaling, beside the same objects written by hand. */
export const scaling: Section = {
  name: 'scaling',
  title:
    'Workloads with an autoscaler each: how many times as long it takes where the autoscalers follow from `scaling`',
  run: runScaling,
};

const sizes: Readonly<Record<Mode, { readonly workloads: number; readonly runs: number }>> = {
  quick: { workloads: 1000, runs: 3 },
  full: { workloads: 4000, runs: 9 },
};

function* runScaling(mode: Mode): Iterable<Figure> {
  const { workloads, runs } = sizes[mode];
  // Side by side, so that a busy machine is busy for both.
  const rounds = Array.from({ length: runs }, () => ({
    start: render('written', 0),
    written: render('written', workloads),
    declared: render('declared', workloads),
  }));
  const start = medianUsage(rounds.map((round) => round.start));
  const written = medianUsage(rounds.map((round) => round.written));
  const declared = medianUsage(rounds.map((round) => round.declared));
  const cost = (usage: Usage) => usage.cpuSeconds - start.cpuSeconds;
  yield numberFigure(
    `${workloads} workloads: declared to written, by CPU`,
    cost(declared) / cost(written),
    '×',
    2,
    mode === 'full' ? { atMost: 1.1 } : undefined,
  );
}

function render(way: 'declared' | 'written', workloads: number): Usage {
  return runProcess('variants/render-scaled', [way, String(workloads)]);
}
