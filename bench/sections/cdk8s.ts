import { ratioFigure, usageFigure, type Goal } from '../figures';
import { runInTurn } from '../fleet-runs';
import type { Figure, Mode, Section } from '../section';

/** The same objects in the same number of files, rendered by cdk8s alone and by this library. */
export const cdk8s: Section = {
  name: 'cdk8s',
  title: 'cdk8s alone: how many times as long it takes as ours',
  run: runCdk8s,
};

interface Size {
  readonly units: number;
  readonly runs: number;
  /** One App takes minutes at 5,000 units, so that one run has to do. */
  readonly oneAppRuns: number;
  readonly oneApp: Goal;
  readonly appPerChart: Goal;
}

const sizes: Readonly<Record<Mode, readonly Size[]>> = {
  quick: [{ units: 200, runs: 3, oneAppRuns: 3, oneApp: undefined, appPerChart: undefined }],
  full: [
    { units: 100, runs: 5, oneAppRuns: 5, oneApp: undefined, appPerChart: undefined },
    { units: 1000, runs: 5, oneAppRuns: 5, oneApp: { atLeast: 8 }, appPerChart: { atLeast: 4 } },
    { units: 5000, runs: 5, oneAppRuns: 1, oneApp: { atLeast: 80 }, appPerChart: { atLeast: 8 } },
  ],
};

function* runCdk8s(mode: Mode): Iterable<Figure> {
  for (const { units, runs, oneAppRuns, oneApp, appPerChart } of sizes[mode]) {
    const ours = { variant: 'ours-api-objects', units } as const;
    const perChart = runInTurn({ ours, theirs: { variant: 'cdk8s-app-per-chart', units } }, runs);
    yield ratioFigure(`an App for each chart, ${units} units`, perChart.theirs, perChart.ours, appPerChart);
    const together = runInTurn({ ours, theirs: { variant: 'cdk8s-one-app', units } }, oneAppRuns);
    yield ratioFigure(`one App, ${units} units`, together.theirs, together.ours, oneApp);
    yield usageFigure('ours', perChart.ours);
    yield usageFigure('an App for each chart', perChart.theirs);
    yield usageFigure('one App', together.theirs);
  }
}
