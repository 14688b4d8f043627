import { performance } from 'node:perf_hooks';
import { CheckCache, runChecks } from '../../lib';
import { numberFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';
import { growthExponent, median } from '../statistics';
import { checkedTree } from '../workload/checked-tree';

/** Every check of the strictest profile, over one cluster's tree. */
export const checks: Section = {
  name: 'checks',
  title: 'All checks over one tree: time for each object does not grow, unchanged objects are not checked again',
  run: runCheckFigures,
};

const sizes = {
  quick: { small: 1000, middle: 2000, large: 5000, runs: 1 },
  full: { small: 1000, middle: 10_000, large: 50_000, runs: 5 },
} as const;

function* runCheckFigures(mode: Mode): Iterable<Figure> {
  const { small, middle, large, runs } = sizes[mode];
  const full = mode === 'full';
  const rounds = Array.from({ length: runs }, () => [small, middle, large].map(checkProcess));
  const [less, some, more] = [0, 1, 2].map((lane) => medianUsage(rounds.flatMap((round) => round[lane] ?? [])));
  if (less === undefined || some === undefined || more === undefined) throw new Error('nothing was measured');
  const goal = (atMost: number) => (full ? { atMost } : undefined);
  yield numberFigure(`${middle} objects, from start to end, CPU`, some.cpuSeconds, ' s', 2, goal(4));
  yield numberFigure(`${middle} objects, peak memory`, some.peakMegabytes, ' MB', 0, goal(400));
  const exponent = growthExponent([small, less.cpuSeconds], [large, more.cpuSeconds]);
  yield numberFigure(`exponent by CPU, ${small} to ${large} objects`, exponent, '', 2, goal(1.1));
  yield usageFigure(`${small} objects`, less);
  yield usageFigure(`${middle} objects`, some);
  yield usageFigure(`${large} objects`, more);
  yield* incrementalFigures(middle, runs);
}

function checkProcess(objects: number): Usage {
  return runProcess('variants/run-checks', [String(objects)]);
}

/** One ConfigMap changes between two runs, in one process. */
function* incrementalFigures(objects: number, runs: number): Iterable<Figure> {
  const { cluster, manifests } = checkedTree(objects);
  const cache = new CheckCache('bench');
  const times = { full: [0], incremental: [0] };
  let checkedAgain = 0;
  runChecks({ cluster, manifests, profile: 'strict', cache });
  for (let run = 0; run < runs; run += 1) {
    const index = manifests.findIndex(({ manifest }) => manifest.kind === 'ConfigMap');
    const changed = manifests.map((object, at) =>
      at === index ? { ...object, manifest: { ...object.manifest, data: { run: String(run) } } } : object,
    );
    times.full.push(timeOf(() => runChecks({ cluster, manifests: changed, profile: 'strict' })));
    times.incremental.push(
      timeOf(() => {
        const { reused } = runChecks({ cluster, manifests: changed, profile: 'strict', cache });
        checkedAgain = changed.length - reused;
      }),
    );
  }
  const ratio = median(times.full.slice(1)) / median(times.incremental.slice(1));
  yield { what: `one object of ${manifests.length} changed: checked again`, value: `${checkedAgain} objects` };
  yield { what: '  a full run takes', value: `${ratio.toFixed(1)}×` };
}

function timeOf(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}
