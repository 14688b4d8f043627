import { appendTo } from '../manifest/objects/append-to';
import type { ChartManifest } from '../model/capability';
import type { CompleteTree } from '../model/tree-capability';
import type { Needs } from './needs';
import { comesFirst } from './sync-unit';

/** The order of the objects of one unit. */
export interface OrderWithin {
  /** Which objects come after others of the unit: 1 for those after objects of wave 0, which are left out. */
  readonly waves: ReadonlyMap<ChartManifest, number>;
  /** What must be ready before an object is applied. */
  readonly after: (object: ChartManifest) => readonly ChartManifest[];
  /** Objects that wait for each other, from one back to itself; left out where none do. */
  readonly circle?: readonly ChartManifest[];
}

/** What comes after what, by one call of `addDependency`: all of `to`, before what waits for it. */
interface Group {
  readonly to: readonly ChartManifest[];
}

interface Edge {
  readonly to: ChartManifest | Group;
  /** 1 where it must be ready, 0 where it only must not come later: engines apply kinds in a sensible order themselves. */
  readonly steps: 0 | 1;
}

/** The order that `addDependency` declares, and that what the objects need of each other asks for. */
export function orderWithin(
  manifests: readonly ChartManifest[],
  dependencies: CompleteTree['dependencies'],
  needs: Needs,
): OrderWithin {
  const own = new Set(manifests);
  const groups = declaredGroups(manifests, dependencies);
  const edgesOf = (node: ChartManifest | Group): readonly Edge[] =>
    'to' in node
      ? node.to.map((to) => ({ to, steps: 0 }))
      : [
          ...(groups.get(node) ?? []).map((to): Edge => ({ to, steps: 1 })),
          ...needs(node)
            .filter(({ object }) => own.has(object))
            .map(({ object, whenReady }): Edge => ({ to: object, steps: whenReady ? 1 : 0 })),
        ];
  const { waves, circle } = longestPaths(manifests, edgesOf);
  return {
    waves: claimsWithTheirPods(waves, manifests, edgesOf),
    after: (object) => [
      ...new Set(edgesOf(object).flatMap(({ to, steps }) => (steps === 0 ? [] : 'to' in to ? to.to : [to]))),
    ],
    ...(circle === undefined ? {} : { circle }),
  };
}

/**
 * A claim whose volume is made where its first Pod is placed is bound no sooner than that: in an earlier wave, both would wait
 * for each other. It comes with its first Pod, unless somebody declared that something waits for it.
 */
function claimsWithTheirPods(
  waves: ReadonlyMap<ChartManifest, number>,
  manifests: readonly ChartManifest[],
  edgesOf: (node: ChartManifest | Group) => readonly Edge[],
): ReadonlyMap<ChartManifest, number> {
  const first = new Map<ChartManifest, number>();
  const declared = new Set<ChartManifest>();
  for (const object of manifests)
    for (const { to, steps } of edgesOf(object))
      if ('to' in to || steps > 0) for (const each of 'to' in to ? to.to : [to]) declared.add(each);
      else if (isClaim(to)) first.set(to, Math.min(first.get(to) ?? Infinity, waves.get(object) ?? 0));
  const lifted = [...first].filter(([claim, wave]) => !declared.has(claim) && wave > (waves.get(claim) ?? 0));
  return lifted.length === 0 ? waves : new Map([...waves, ...lifted]);
}

function isClaim({ manifest }: ChartManifest): boolean {
  return manifest.kind === 'PersistentVolumeClaim';
}

/** Calls of `addDependency` within a unit, by the objects that wait. */
function declaredGroups(
  manifests: readonly ChartManifest[],
  dependencies: CompleteTree['dependencies'],
): ReadonlyMap<ChartManifest, readonly Group[]> {
  const paths = new Set(dependencies.flatMap(({ from, to }) => [from, to]));
  const below = new Map<string, ChartManifest[]>();
  for (const object of manifests) {
    const steps = object.origin.split('/');
    for (const index of steps.keys()) {
      const path = steps.slice(0, index + 1).join('/');
      if (paths.has(path)) appendTo(below, path, object);
    }
  }
  const groups = new Map<ChartManifest, Group[]>();
  for (const { from, to } of dependencies) {
    const group = { to: below.get(to) ?? [] };
    if (group.to.length === 0) continue;
    const first = new Set(group.to);
    for (const object of below.get(from) ?? [])
      if (!first.has(object) && !comesFirst(object.manifest)) appendTo(groups, object, group);
  }
  return groups;
}

function longestPaths(
  manifests: readonly ChartManifest[],
  edgesOf: (node: ChartManifest | Group) => readonly Edge[],
): Pick<OrderWithin, 'waves' | 'circle'> {
  const done = new Map<ChartManifest | Group, number>();
  const path: (ChartManifest | Group)[] = [];
  const open = new Set<ChartManifest | Group>();
  let circle: readonly ChartManifest[] | undefined;
  const wave = (node: ChartManifest | Group): number => {
    const known = done.get(node);
    if (known !== undefined) return known;
    if (open.has(node)) {
      circle ??= [...path.slice(path.indexOf(node)), node].filter((each): each is ChartManifest => !('to' in each));
      return 0;
    }
    open.add(node);
    path.push(node);
    const last = edgesOf(node).reduce((latest, { to, steps }) => Math.max(latest, wave(to) + steps), 0);
    path.pop();
    open.delete(node);
    done.set(node, last);
    return last;
  };
  const waves = new Map(manifests.map((object) => [object, wave(object)] as const).filter(([, each]) => each > 0));
  return { waves, ...(circle === undefined ? {} : { circle }) };
}
