import { termsAlwaysApart } from '../filters/inter-pod-affinity';
import { portsCollide } from '../filters/node-ports';
import { podsOf } from './place';
import type { PlacedDemands } from './placed-demands';
import type { Scene } from './scene';
import type { Shortage } from './shortage';

const mostPods = 12;
const mostSteps = 200_000;

/**
 * Tries every placement where there are few pods. Only resources, ports and anti-affinity count: what they alone forbid,
 * no order of placing allows.
 */
export function searchAll(scene: Scene, emptied: PlacedDemands): Shortage | undefined {
  const demands = scene.demands.flatMap(({ replicas }, demand) =>
    replicas === 'one a node' || podsOf(scene, demand) === 0 ? [] : [demand],
  );
  const pods = demands.flatMap((demand) =>
    Array.from({ length: Math.min(podsOf(scene, demand), mostPods + 1) }, () => demand),
  );
  if (pods.length > mostPods) return undefined;
  const search = new Search(scene, emptied, pods);
  if (search.fits(0) !== 'never') return undefined;
  return { demands, message: `no placement of these ${pods.length} pods exists: every one was tried` };
}

class Search {
  private steps = 0;
  private readonly at: number[] = [];

  constructor(
    private readonly scene: Scene,
    private readonly placement: PlacedDemands,
    private readonly pods: readonly number[],
  ) {}

  fits(next: number): 'somehow' | 'never' | 'unknown' {
    const demand = this.pods[next];
    if (demand === undefined) return 'somehow';
    if (++this.steps > mostSteps) return 'unknown';
    // Pods of one demand are alike: they need be tried in one order only.
    const first = this.pods[next - 1] === demand ? (this.at[next - 1] ?? 0) : 0;
    let answer: 'never' | 'unknown' = 'never';
    for (const node of this.scene.eligible[demand] ?? []) {
      if (node < first || this.placement.shortOf(demand, node) !== undefined || this.collides(next, demand, node))
        continue;
      this.placement.place(demand, node);
      this.at[next] = node;
      const below = this.fits(next + 1);
      this.placement.place(demand, node, -1);
      if (below === 'somehow') return below;
      if (below === 'unknown') answer = below;
    }
    return answer;
  }

  private collides(next: number, demand: number, node: number): boolean {
    const { demands, nodes } = this.scene;
    const pod = demands[demand]?.pod;
    return this.pods.slice(0, next).some((other, index) => {
      const neighbour = demands[other]?.pod;
      const place = this.at[index];
      if (pod === undefined || neighbour === undefined || place === undefined) return false;
      if (place === node && portsCollide(pod, neighbour)) return true;
      return termsAlwaysApart(pod, neighbour).some(({ topologyKey }) => {
        const value = nodes[node]?.labels[topologyKey];
        return value !== undefined && value === nodes[place]?.labels[topologyKey];
      });
    });
  }
}
