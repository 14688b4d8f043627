import { ratioFigure, usageFigure } from '../figures';
import { runInTurn } from '../fleet-runs';
import type { Figure, Mode, Section } from '../section';

/** A synth that finds every file as it would write it. */
export const unchanged: Section = {
  name: 'unchanged',
  title: 'Nothing changed since the last synth: part of the time of one in which every file changes',
  run: runUnchanged,
};

function* runUnchanged(mode: Mode): Iterable<Figure> {
  const units = mode === 'full' ? 5000 : 500;
  for (const variant of ['ours-api-objects', 'plain-objects'] as const) {
    const { same, other } = runInTurn(
      { same: { variant, units, changes: false }, other: { variant, units } },
      mode === 'full' ? 7 : 3,
    );
    const held = mode === 'full' && variant === 'ours-api-objects';
    yield ratioFigure(`${variant}, ${units} units`, same, other, held ? { atMost: 0.4 } : undefined);
    yield usageFigure('nothing changed', same);
    yield usageFigure('every file changed', other);
  }
}
