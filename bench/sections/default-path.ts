import { ratioFigure, usageFigure, type Goal } from '../figures';
import { runInTurn } from '../fleet-runs';
import type { Figure, Mode, Section } from '../section';

/** What users run: every check on. cdk8s checks nothing. */
export const defaultPath: Section = {
  name: 'default',
  title: 'The default path, all objects checked: how many times as long unchecked cdk8s takes, an App for each chart',
  run: runDefaultPath,
};

interface Size {
  readonly units: number;
  readonly runs: number;
  readonly goal: Goal;
}

// The goal of the quick form is one that a mistake misses, and no machine by chance.
const sizes: Readonly<Record<Mode, readonly Size[]>> = {
  quick: [{ units: 200, runs: 3, goal: { atLeast: 0.3 } }],
  full: [
    { units: 1000, runs: 5, goal: { atLeast: 3 } },
    { units: 5000, runs: 3, goal: { atLeast: 3 } },
  ],
};

function* runDefaultPath(mode: Mode): Iterable<Figure> {
  for (const { units, runs, goal } of sizes[mode]) {
    const { theirs, checked, byDefault, unchecked } = runInTurn(
      {
        theirs: { variant: 'cdk8s-app-per-chart', units },
        checked: { variant: 'ours-checked', units },
        byDefault: { variant: 'ours-default', units },
        unchecked: { variant: 'ours-api-objects', units },
      },
      runs,
    );
    yield ratioFigure(`${units} units, a file a chart, as cdk8s writes them`, theirs, checked, goal);
    yield ratioFigure(`${units} units, a file an object, as by default`, theirs, byDefault, undefined);
    yield usageFigure('cdk8s, unchecked', theirs);
    yield usageFigure('checked, a file a chart', checked);
    yield usageFigure('checked, a file an object', byDefault);
    yield usageFigure('unchecked, a file a chart', unchecked);
  }
}
