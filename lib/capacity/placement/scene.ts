import type { Demand } from '../demand/demand';
import { staticRefusal } from '../filters/static-refusal';
import type { Node } from '../nodes/node';

/** Nodes and the pods that are to run on them, with every amount as a number in one table: what is computed on. */
export class Scene {
  /** Resources that some pod asks for; the columns of every table of amounts. */
  readonly resources: readonly string[];
  /** What each node has, a row a node. */
  readonly capacity: Float64Array;
  /** What a pod of each demand asks for, a row a demand. */
  readonly requests: Float64Array;
  /**
   * For each demand, the nodes whose static filters let its pods in and which are large enough when they are empty.
   * Demands with the same nodes share one list.
   */
  readonly eligible: readonly (readonly number[])[];

  constructor(
    readonly nodes: readonly Node[],
    readonly demands: readonly Demand[],
  ) {
    this.resources = [...new Set(demands.flatMap(({ pod }) => [...pod.requests.keys()]))].sort();
    this.capacity = this.table(nodes.map(({ allocatable }) => allocatable));
    this.requests = this.table(demands.map(({ pod }) => pod.requests));
    const letIn = this.staticallyEligible();
    this.eligible = this.largeEnough(letIn);
  }

  /** The resource that an empty node has too little of for one pod; undefined where it is large enough. */
  tooSmallIn(demand: number, node: number): string | undefined {
    const columns = this.resources.length;
    for (let column = 0; column < columns; column++) {
      const wanted = this.requests[demand * columns + column] ?? 0;
      if (wanted > (this.capacity[node * columns + column] ?? 0)) return this.resources[column];
    }
    return undefined;
  }

  private largeEnough(letIn: readonly (readonly number[])[]): readonly (readonly number[])[] {
    const known = new Map<string, readonly number[]>();
    return letIn.map((list, demand) => {
      const fitting = list.filter((node) => this.tooSmallIn(demand, node) === undefined);
      if (fitting.length === list.length) return list;
      const key = fitting.join();
      const shared = known.get(key) ?? fitting;
      known.set(key, shared);
      return shared;
    });
  }

  /** Pods that say the same about nodes share one list: most workloads say nothing. */
  private staticallyEligible(): readonly (readonly number[])[] {
    const lists = new Map<string, readonly number[]>();
    return this.demands.map(({ pod }) => {
      const key = JSON.stringify([pod.nodeName, pod.nodeSelector, pod.nodeAffinity, pod.volumeTerms, pod.tolerations]);
      let list = lists.get(key);
      if (list === undefined) {
        list = this.nodes.flatMap((node, index) => (staticRefusal(pod, node) === undefined ? [index] : []));
        lists.set(key, list);
      }
      return list;
    });
  }

  private table(rows: readonly ReadonlyMap<string, number>[]): Float64Array {
    const columns = this.resources.length;
    const table = new Float64Array(rows.length * columns);
    rows.forEach((row, index) => {
      this.resources.forEach((resource, column) => {
        table[index * columns + column] = row.get(resource) ?? 0;
      });
    });
    return table;
  }
}
