import type { Scene } from './scene';

/** Pods on nodes: how many of each demand are where, and what is left of each node. */
export class PlacedDemands {
  /** What is left of each node, a row a node. */
  readonly free: Float64Array;
  private readonly counts: Map<number, number>[];

  constructor(readonly scene: Scene) {
    this.free = scene.capacity.slice();
    this.counts = scene.demands.map(() => new Map<number, number>());
  }

  /** How many more pods of a demand a node has the resources for. */
  roomFor(demand: number, node: number): number {
    const { resources, requests } = this.scene;
    const columns = resources.length;
    let room = Infinity;
    for (let column = 0; column < columns; column++) {
      const wanted = requests[demand * columns + column] ?? 0;
      if (wanted > 0) room = Math.min(room, Math.floor((this.free[node * columns + column] ?? 0) / wanted));
    }
    return Math.max(0, room);
  }

  /** The resource that a node has too little left of for one more pod. */
  shortOf(demand: number, node: number): string | undefined {
    const { resources, requests } = this.scene;
    const columns = resources.length;
    for (let column = 0; column < columns; column++) {
      const wanted = requests[demand * columns + column] ?? 0;
      if (wanted > (this.free[node * columns + column] ?? 0)) return resources[column];
    }
    return undefined;
  }

  place(demand: number, node: number, count = 1): void {
    const { resources, requests } = this.scene;
    const columns = resources.length;
    for (let column = 0; column < columns; column++) {
      const wanted = requests[demand * columns + column] ?? 0;
      this.free[node * columns + column] = (this.free[node * columns + column] ?? 0) - wanted * count;
    }
    const counts = this.counts[demand];
    const total = (counts?.get(node) ?? 0) + count;
    if (total === 0) counts?.delete(node);
    else counts?.set(node, total);
  }

  /** Where the pods of a demand are, and how many. */
  of(demand: number): ReadonlyMap<number, number> {
    return this.counts[demand] ?? new Map<number, number>();
  }

  placedOf(demand: number): number {
    let placed = 0;
    for (const count of this.of(demand).values()) placed += count;
    return placed;
  }
}
