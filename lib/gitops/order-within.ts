import type { ChartManifest } from '../model/capability';
import type { CompleteTree } from '../model/tree-capability';
import { comesFirst } from './sync-unit';

/**
 * Which objects of a unit come after others of it, as `addDependency` says: 1 for those after objects of wave 0; undefined
 * where they wait for each other in a circle.
 */
export function wavesWithin(
  manifests: readonly ChartManifest[],
  dependencies: CompleteTree['dependencies'],
): ReadonlyMap<ChartManifest, number> | undefined {
  const waves = new Map<ChartManifest, number>();
  const within = dependencies
    .map(({ from, to }) => ({
      from: below(manifests, from).filter(({ manifest }) => !comesFirst(manifest)),
      to: below(manifests, to),
    }))
    .filter(({ from, to }) => from.length > 0 && to.length > 0);
  // Each round moves objects behind those that they wait for; more rounds than dependencies are a circle.
  for (let round = 0; round <= within.length; round += 1) {
    const moved = within.filter(({ from, to }) => moveBehind(from, to, waves));
    if (moved.length === 0) return waves;
  }
  return undefined;
}

function moveBehind(
  from: readonly ChartManifest[],
  to: readonly ChartManifest[],
  waves: Map<ChartManifest, number>,
): boolean {
  const last = to.reduce((latest, object) => Math.max(latest, waves.get(object) ?? 0), 0);
  const early = from.filter((object) => !to.includes(object) && (waves.get(object) ?? 0) <= last);
  for (const object of early) waves.set(object, last + 1);
  return early.length > 0;
}

function below(manifests: readonly ChartManifest[], path: string): readonly ChartManifest[] {
  return manifests.filter(({ origin }) => origin === path || origin.startsWith(`${path}/`));
}
