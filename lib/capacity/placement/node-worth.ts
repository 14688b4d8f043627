import type { PlacedDemands } from './placed-demands';
import type { Scene } from './scene';

/** Pods of a demand that may be placed before others. */
export interface Rival {
  readonly demand: number;
  readonly pods: number;
}

/** What nodes count for, and what pods take of that, in units that all resources share. */
export class NodeWorth {
  /** @param emptied the nodes with nothing but the pods of DaemonSets */
  constructor(
    private readonly scene: Scene,
    private readonly emptied: PlacedDemands,
  ) {}

  /** Every amount that pods can take of a resource together is a multiple of this. */
  stepOf(rivals: readonly Rival[], column: number): number {
    const count = this.scene.resources.length;
    const step = rivals.reduce(
      (sum, { demand }) => greatestDivisor(sum, this.scene.requests[demand * count + column] ?? 0),
      0,
    );
    return Math.max(1, step);
  }

  /** Resources that a demand asks for, by their columns. */
  columnsOf(demand: number): readonly number[] {
    const count = this.scene.resources.length;
    return this.scene.resources.flatMap((_, column) =>
      (this.scene.requests[demand * count + column] ?? 0) > 0 ? [column] : [],
    );
  }

  /** How much of a resource must be taken from a node before it refuses a pod: the least whole amount that does it. */
  private needOf(demand: number, node: number, column: number): number {
    const count = this.scene.resources.length;
    return (this.emptied.free[node * count + column] ?? 0) - (this.scene.requests[demand * count + column] ?? 0) + 1;
  }

  /** What a unit of each resource counts for: chosen so that no resource is cheaper to take than another. Any choice proves. */
  *weightings(demand: number, nodes: readonly number[], columns: readonly number[]): Iterable<readonly number[]> {
    const base = columns.map((column) => {
      const needs = nodes.map((node) => Math.max(0, this.needOf(demand, node, column)));
      const total = needs.reduce((sum, each) => sum + each, 0);
      return total === 0 ? 0 : nodes.length / total;
    });
    yield base;
    for (const index of columns.keys()) {
      for (const factor of [0.5, 2]) yield base.map((weight, other) => (other === index ? weight * factor : weight));
    }
  }

  /** What a node counts for: the cheapest way to take so much of it that it refuses a pod of the demand. */
  worthOf(
    demand: number,
    node: number,
    columns: readonly number[],
    steps: readonly number[],
    weights: readonly number[],
  ): number {
    let worth = Infinity;
    columns.forEach((column, index) => {
      worth = Math.min(worth, (weights[index] ?? 0) * roundUp(this.needOf(demand, node, column), steps[index] ?? 1));
    });
    return Math.max(0, worth);
  }

  /** The most that pods of another demand can take. */
  takenBy({ demand, pods }: Rival, columns: readonly number[], weights: readonly number[]): number {
    const count = this.scene.resources.length;
    let most = 0;
    columns.forEach((column, index) => {
      most = Math.max(most, (weights[index] ?? 0) * (this.scene.requests[demand * count + column] ?? 0));
    });
    return most * pods;
  }
}

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right);
}

function roundUp(amount: number, step: number): number {
  return Math.ceil(amount / step) * step;
}
