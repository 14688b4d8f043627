import { ratioFigure, usageFigure, type Goal } from '../figures';
import { runInTurn } from '../fleet-runs';
import type { Figure, Mode, Section } from '../section';

/** What constructs, resolving and checking cost on top of emitting and writing. */
export const plain: Section = {
  name: 'plain',
  title: 'Plain objects through the same emitter and writer: how many times as long ours takes',
  run: runPlain,
};

interface Size {
  readonly units: number;
  readonly runs: number;
  readonly goal: Goal;
}

const sizes: Readonly<Record<Mode, readonly Size[]>> = {
  quick: [{ units: 500, runs: 3, goal: undefined }],
  full: [
    { units: 1000, runs: 7, goal: undefined },
    { units: 5000, runs: 7, goal: { atMost: 1.5 } },
    { units: 20000, runs: 5, goal: { atMost: 1.5 } },
  ],
};

function* runPlain(mode: Mode): Iterable<Figure> {
  for (const { units, runs, goal } of sizes[mode]) {
    const { plainObjects, apiObjects, blueprints } = runInTurn(
      {
        plainObjects: { variant: 'plain-objects', units },
        apiObjects: { variant: 'ours-api-objects', units },
        blueprints: { variant: 'ours-blueprints', units },
      },
      runs,
    );
    yield ratioFigure(`ApiObjects, ${units} units`, apiObjects, plainObjects, goal);
    yield ratioFigure(`blueprints, ${units} units`, blueprints, plainObjects, goal);
    yield usageFigure('plain objects', plainObjects);
    yield usageFigure('ApiObjects', apiObjects);
    yield usageFigure('blueprints', blueprints);
  }
}
