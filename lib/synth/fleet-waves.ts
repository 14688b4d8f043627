import type { Cluster } from '../fleet/cluster';
import { syncedBy } from '../fleet/git-ops-facts';
import { reject } from '../fleet/reject';
import { notFound, type ShapeProblem } from '../fleet/shape';
import type { Wave } from '../fleet/wave';

/** Waves of clusters are one thing in all of them, in an order that ends, and something holds each back until the one before. */
export function assertWaves(
  declared: { readonly kind: string; readonly name: string },
  clusters: readonly Cluster[],
): void {
  const first = new Map<string, Cluster>();
  for (const cluster of clusters)
    if (cluster.wave !== undefined && !first.has(cluster.wave.name)) first.set(cluster.wave.name, cluster);
  for (const cluster of clusters) {
    const problem = cluster.wave === undefined ? undefined : problemOf(cluster, cluster.wave, first, clusters);
    if (problem !== undefined) reject({ ...declared, cluster: cluster.name }, problem);
  }
}

function problemOf(
  cluster: Cluster,
  wave: Wave,
  first: ReadonlyMap<string, Cluster>,
  clusters: readonly Cluster[],
): ShapeProblem | undefined {
  const other = first.get(wave.name);
  if (other?.wave !== undefined && (other.wave.after !== wave.after || other.wave.maxUpdate !== wave.maxUpdate))
    return {
      path: 'wave',
      message: `Invalid value: the wave "${wave.name}" is another one in ${other.name}`,
      fix: 'write the same after and maxUpdate: a constant for each wave does',
    };
  if (wave.after === undefined) return undefined;
  if (!first.has(wave.after))
    return notFound(
      'wave.after',
      wave.after,
      [...first.keys()].filter((name) => name !== wave.name),
    );
  const circle = [wave.name];
  for (let name: string | undefined = wave.after; name !== undefined; name = first.get(name)?.wave?.after) {
    if (name === wave.name || circle.includes(name))
      return {
        path: 'wave.after',
        message: `Forbidden: waves wait for each other in a circle: ${[...circle, name].join(' after ')}`,
        fix: 'leave after out of the first wave',
      };
    circle.push(name);
  }
  return heldBack(cluster, wave.after, clusters)
    ? undefined
    : {
        path: 'wave.after',
        message: `Forbidden: nothing holds ${cluster.name} back until the wave "${wave.after}" has a change`,
        fix: `let it follow a branch of its own, such as revision: "wave/${wave.name}", to which Promotion moves commits; or sync it by an Argo CD with applicationSet: true`,
      };
}

/** By steps of the ApplicationSet that it is in, or by a branch that the wave before does not follow. */
function heldBack({ gitOps }: Cluster, after: string, clusters: readonly Cluster[]): boolean {
  if (gitOps === undefined) return false;
  const hub = clusters.find(({ name }) => name === syncedBy(gitOps))?.gitOps;
  if (hub?.engine === 'argo-cd' && hub.applicationSet) return true;
  return clusters
    .filter(({ wave }) => wave?.name === after)
    .every((before) => before.gitOps?.repository.revision !== gitOps.repository.revision);
}
