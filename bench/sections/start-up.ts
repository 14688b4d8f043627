import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ratioFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';

/** What a small program waits for. */
export const startUp: Section = {
  name: 'start-up',
  title: 'The package loaded and 10 objects rendered, against loading cdk8s and cdk8s-plus-28 alone',
  run: runStartUp,
};

function* runStartUp(mode: Mode): Iterable<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-blueprints-bench-'));
  const ours: Usage[] = [];
  const theirs: Usage[] = [];
  try {
    for (let run = 0; run < (mode === 'full' ? 15 : 5); run++) {
      ours.push(runProcess('start-up/ours', [folder]));
      theirs.push(runProcess('start-up/cdk8s-alone', []));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  yield ratioFigure('ours', medianUsage(ours), medianUsage(theirs), { atMost: mode === 'full' ? 1.3 : 4 });
  yield usageFigure('ours', medianUsage(ours));
  yield usageFigure('cdk8s and cdk8s-plus-28 alone', medianUsage(theirs));
}
