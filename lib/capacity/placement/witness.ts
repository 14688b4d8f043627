import { staticRefusal } from '../filters/static-refusal';
import { placementFilters } from '../filters/placement-filter';
import type { Refusal } from '../filters/refusal';
import { insufficient, placedRefusal, type Attempt } from './place';

/** Pods of one workload on one node. */
export interface PlacedPods {
  readonly node: string;
  readonly count: number;
}

/** A node that takes no more pods of a workload. */
export interface RefusingNode extends Refusal {
  readonly node: string;
  readonly pool: string;
}

/** Where an attempt placed the pods of a demand, in the order of the nodes. */
export function placedNodes({ placement }: Attempt, demand: number): readonly PlacedPods[] {
  return [...placement.of(demand)]
    .sort(([left], [right]) => left - right)
    .map(([node, count]) => ({ node: placement.scene.nodes[node]?.name ?? '', count }));
}

/** Why each node takes no more pods of a demand, with what an attempt has placed. */
export function refusals({ placement }: Attempt, demand: number): readonly RefusingNode[] {
  const { scene } = placement;
  const pod = scene.demands[demand]?.pod;
  const filters = placementFilters(placement, demand);
  return scene.nodes.flatMap((node, index) => {
    const small = scene.tooSmallIn(demand, index);
    const refusal =
      (pod === undefined ? undefined : staticRefusal(pod, node)) ??
      (small === undefined ? undefined : insufficient(small)) ??
      placedRefusal(placement, filters, demand, index);
    return refusal === undefined ? [] : [{ node: node.name, pool: node.pool, ...refusal }];
  });
}
