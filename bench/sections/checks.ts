import { performance } from 'node:perf_hooks';
import { CheckCache, runChecks, type LocatedManifest } from '../../lib';
import type { JsonObject } from '../../lib/manifest/objects/json';
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

/** One object changes between two runs, in one process: what a cache saves depends on who looks at it. */
function* incrementalFigures(objects: number, runs: number): Iterable<Figure> {
  const { cluster, manifests } = checkedTree(objects);
  const cache = new CheckCache('bench');
  runChecks({ cluster, manifests, profile: 'strict', cache });
  const before = cache.format();
  for (const [what, edit] of Object.entries(edits)) {
    const times = { full: [0], incremental: [0] };
    let checkedAgain = 0;
    for (let run = 0; run < runs; run += 1) {
      const changed = edit(manifests, String(run));
      const known = CheckCache.parse(before, 'bench');
      times.full.push(timeOf(() => runChecks({ cluster, manifests: changed, profile: 'strict' })));
      times.incremental.push(
        timeOf(() => {
          const { reused } = runChecks({ cluster, manifests: changed, profile: 'strict', cache: known });
          checkedAgain = changed.length - reused;
        }),
      );
    }
    const ratio = median(times.incremental.slice(1)) / median(times.full.slice(1));
    const value = `${checkedAgain} checked again, ${ratio.toFixed(2)}× of a full run`;
    yield { what: `  of ${manifests.length} objects, ${what}`, value };
  }
}

type Tree = readonly LocatedManifest[];

/** The edits of a working day. */
const edits: Readonly<Record<string, (tree: Tree, value: string) => Tree>> = {
  'nothing changed': (tree) => tree.map((object) => ({ ...object })),
  'the data of a ConfigMap': (tree, value) => changeFirst(tree, 'ConfigMap', { data: { value } }),
  'an image': (tree, value) =>
    changeFirstPod(tree, (text) => text.replace(/"image":"[^"]*"/, `"image":"cart:${value}"`)),
  'a label of the Pods': (tree, value) =>
    changeFirstPod(tree, (text) => text.replace('"labels":{', `$&"run":"${value}",`)),
  'a port': (tree, value) =>
    changeFirstPod(tree, (text) => text.replace(/"containerPort":\d+/, `"containerPort":${9000 + Number(value)}`)),
  'a policy': (tree) => changeFirst(tree, 'NetworkPolicy', { spec: { podSelector: {}, policyTypes: ['Egress'] } }),
  'a new workload': (tree, value) => {
    const added = changeFirstPod(tree, (text) => text).find(({ manifest }) => manifest.kind === 'Deployment');
    if (added === undefined) return tree;
    const { manifest } = added;
    return [...tree, { manifest: { ...manifest, metadata: { ...manifest.metadata, name: `added-${value}` } } }];
  },
};

function changeFirst(tree: Tree, kind: string, fields: JsonObject): Tree {
  const index = tree.findIndex(({ manifest }) => manifest.kind === kind);
  return tree.map((object, at) => (at === index ? { ...object, manifest: { ...object.manifest, ...fields } } : object));
}

function changeFirstPod(tree: Tree, change: (spec: string) => string): Tree {
  const spec = tree.find(({ manifest }) => manifest.kind === 'Deployment')?.manifest.spec;
  return changeFirst(tree, 'Deployment', { spec: JSON.parse(change(JSON.stringify(spec))) as JsonObject });
}

function timeOf(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}
