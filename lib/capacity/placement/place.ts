import { placementFilters, type PlacementFilter } from '../filters/placement-filter';
import type { Refusal } from '../filters/refusal';
import { PlacedDemands } from './placed-demands';
import type { Scene } from './scene';

/** A try to place every pod: where they are, and how many of each demand found no node. */
export interface Attempt {
  readonly placement: PlacedDemands;
  readonly missing: ReadonlyMap<number, number>;
}

/** Looks for a placement of every pod: those with the fewest and fullest nodes first, in a few orders. */
export function findPlacement(scene: Scene): Attempt {
  let best: Attempt | undefined;
  for (const order of orders(scene)) {
    const attempt = placeInOrder(scene, order);
    if (attempt.missing.size === 0) return attempt;
    if (best === undefined || missingPods(attempt) < missingPods(best)) best = attempt;
  }
  return best ?? placeInOrder(scene, []);
}

/** How many pods a demand comes to on these nodes. */
export function podsOf(scene: Scene, demand: number): number {
  const replicas = scene.demands[demand]?.replicas ?? 0;
  return replicas === 'one a node' ? (scene.eligible[demand]?.length ?? 0) : replicas;
}

/** Why a node does not take one more pod of a demand, as the scheduler's filters say it. */
export function placedRefusal(
  placement: PlacedDemands,
  filters: readonly PlacementFilter[],
  demand: number,
  node: number,
): Refusal | undefined {
  const short = placement.shortOf(demand, node);
  if (short !== undefined) return insufficient(short);
  for (const filter of filters) {
    const refusal = filter.refusal(node);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

export function insufficient(resource: string): Refusal {
  return { filter: 'NodeResourcesFit', message: resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}` };
}

function missingPods({ missing }: Attempt): number {
  return [...missing.values()].reduce((sum, count) => sum + count, 0);
}

/** Pods of DaemonSets first: nobody else may take their place. Then the hardest, by several measures of that. */
function* orders(scene: Scene): Iterable<readonly number[]> {
  const all = scene.demands.map((_, demand) => demand);
  const daemons = all.filter((demand) => scene.demands[demand]?.replicas === 'one a node');
  const others = all.filter((demand) => scene.demands[demand]?.replicas !== 'one a node');
  const nodes = (demand: number) => scene.eligible[demand]?.length ?? 0;
  const rules = (demand: number) => rulesOf(scene, demand);
  const size = others.map((demand) => sizeOf(scene, demand));
  const bySize = new Map(others.map((demand, index) => [demand, size[index] ?? 0]));
  const larger = (a: number, b: number) => (bySize.get(b) ?? 0) - (bySize.get(a) ?? 0);
  yield [...daemons, ...others.toSorted((a, b) => nodes(a) - nodes(b) || rules(b) - rules(a) || larger(a, b) || a - b)];
  yield [...daemons, ...others.toSorted((a, b) => larger(a, b) || nodes(a) - nodes(b) || a - b)];
  yield [...daemons, ...others.toSorted((a, b) => rules(b) - rules(a) || larger(a, b) || a - b)];
}

/** A pod's share of the largest node that takes it, in the resource that it needs most of. */
function sizeOf({ resources, requests, capacity, eligible }: Scene, demand: number): number {
  const columns = resources.length;
  let size = 0;
  for (let column = 0; column < columns; column++) {
    let most = 0;
    for (const node of eligible[demand] ?? []) most = Math.max(most, capacity[node * columns + column] ?? 0);
    if (most > 0) size = Math.max(size, (requests[demand * columns + column] ?? 0) / most);
  }
  return size;
}

function rulesOf({ demands }: Scene, demand: number): number {
  const pod = demands[demand]?.pod;
  return pod === undefined ? 0 : pod.spread.length + pod.antiAffinity.length + pod.hostPorts.length;
}

function placeInOrder(scene: Scene, order: readonly number[]): Attempt {
  const placement = new PlacedDemands(scene);
  const missing = new Map<number, number>();
  let left = order;
  // What wants to be near others is tried again once those are placed.
  for (let round = 0; round < 3 && left.length > 0; round++) {
    const again: number[] = [];
    for (const demand of left) {
      const wanted = podsOf(scene, demand) - placement.placedOf(demand);
      const lacking = wanted - placePods(placement, demand, wanted);
      missing.delete(demand);
      if (lacking === 0) continue;
      missing.set(demand, lacking);
      if ((scene.demands[demand]?.pod.affinity.length ?? 0) > 0) again.push(demand);
    }
    left = again.length === left.length ? [] : again;
  }
  return { placement, missing };
}

/** Places pods of one demand, each where the fewest of its rules' domains are full; how many found a node. */
function placePods(placement: PlacedDemands, demand: number, wanted: number): number {
  const { scene } = placement;
  const eligible = scene.eligible[demand] ?? [];
  const filters = placementFilters(placement, demand);
  const isDaemon = scene.demands[demand]?.replicas === 'one a node';
  if (isDaemon) return placeOnEach(placement, demand, filters);
  if (filters.length === 0) return fillNodes(placement, demand, wanted, eligible);
  let placed = 0;
  while (placed < wanted) {
    const node = bestNode(placement, filters, demand, eligible);
    if (node === undefined) break;
    put(placement, filters, demand, node);
    placed += 1;
  }
  return placed;
}

function placeOnEach(placement: PlacedDemands, demand: number, filters: readonly PlacementFilter[]): number {
  let placed = 0;
  for (const node of placement.scene.eligible[demand] ?? []) {
    if (placement.of(demand).has(node) || placedRefusal(placement, filters, demand, node) !== undefined) continue;
    put(placement, filters, demand, node);
    placed += 1;
  }
  return placed;
}

/** Without rules about others, a node takes as many as it has room for. */
function fillNodes(placement: PlacedDemands, demand: number, wanted: number, eligible: readonly number[]): number {
  let placed = 0;
  for (const node of eligible) {
    const count = Math.min(wanted - placed, placement.roomFor(demand, node));
    if (count > 0) placement.place(demand, node, count);
    placed += Math.max(0, count);
    if (placed === wanted) break;
  }
  return placed;
}

function bestNode(
  placement: PlacedDemands,
  filters: readonly PlacementFilter[],
  demand: number,
  eligible: readonly number[],
): number | undefined {
  let best: number | undefined;
  let least = Infinity;
  for (const node of eligible) {
    const preference = filters.reduce((sum, filter) => sum + (filter.preference?.(node) ?? 0), 0);
    if (preference >= least || placedRefusal(placement, filters, demand, node) !== undefined) continue;
    best = node;
    least = preference;
    if (preference === 0) break;
  }
  return best;
}

function put(placement: PlacedDemands, filters: readonly PlacementFilter[], demand: number, node: number): void {
  placement.place(demand, node);
  for (const filter of filters) filter.placed(node, 1);
}
