import { matchesSelector } from '../../manifest/objects/label-selector';
import type { Pod, SpreadConstraint } from '../demand/pod';
import type { Node } from '../nodes/node';
import { untoleratedTaint } from '../nodes/taint';
import type { PlacedDemands } from '../placement/placed-demands';
import { matchesNodeAffinity } from './static-refusal';
import type { PlacementFilter } from './placement-filter';

/** Keeps the pods of a selector within `maxSkew` of the emptiest domain (`DoNotSchedule`). */
export function topologySpread(placement: PlacedDemands, demand: number): readonly PlacementFilter[] {
  const pod = placement.scene.demands[demand]?.pod;
  return (pod?.spread ?? []).map((constraint) => new SpreadFilter(placement, demand, constraint));
}

/** Whether pods of a demand count towards a constraint of another. */
export function countsTowards(
  constraint: SpreadConstraint,
  of: number,
  other: number,
  placement: PlacedDemands,
): boolean {
  const { demands } = placement.scene;
  const [pod, counted] = [demands[of]?.pod, demands[other]?.pod];
  if (pod === undefined || counted === undefined || pod.namespace !== counted.namespace) return false;
  return constraint.countsOwnPodsOnly && of !== other ? false : matchesSelector(constraint.selector, counted.labels);
}

/** The nodes that a constraint counts on: those that the pod could run on and that have the key of every constraint. */
export function nodesCounted(pod: Pod, constraint: SpreadConstraint, nodes: readonly Node[]): ReadonlySet<number> {
  const isCounted = (node: Node) =>
    pod.spread.every(({ topologyKey }) => node.labels[topologyKey] !== undefined) &&
    (!constraint.honorsAffinity || matchesNodeAffinity(pod, node)) &&
    (!constraint.honorsTaints || untoleratedTaint(node.taints, pod.tolerations) === undefined);
  return new Set(nodes.flatMap((node, index) => (isCounted(node) ? [index] : [])));
}

class SpreadFilter implements PlacementFilter {
  private readonly counts = new Map<string, number>();
  private readonly counted: ReadonlySet<number>;
  private readonly selfMatch: number;

  constructor(
    private readonly placement: PlacedDemands,
    demand: number,
    private readonly constraint: SpreadConstraint,
  ) {
    const { scene } = placement;
    const pod = scene.demands[demand]?.pod;
    this.counted = pod === undefined ? new Set() : nodesCounted(pod, constraint, scene.nodes);
    for (const node of this.counted) this.counts.set(this.domainOf(node) ?? '', 0);
    scene.demands.forEach((_, other) => {
      if (placement.of(other).size === 0 || !countsTowards(constraint, demand, other, placement)) return;
      for (const [node, count] of placement.of(other)) this.add(node, count);
    });
    this.selfMatch = countsTowards(constraint, demand, demand, placement) ? 1 : 0;
  }

  refusal(node: number) {
    const domain = this.domainOf(node);
    if (domain === undefined) {
      return {
        filter: 'PodTopologySpread',
        message: "node(s) didn't match pod topology spread constraints (missing required label)",
      };
    }
    const skew = (this.counts.get(domain) ?? 0) + this.selfMatch - this.minimum();
    return skew <= this.constraint.maxSkew
      ? undefined
      : { filter: 'PodTopologySpread', message: "node(s) didn't match pod topology spread constraints" };
  }

  placed(node: number, count: number): void {
    if (this.selfMatch === 1) this.add(node, count);
  }

  /** Fuller domains come later, so that a spread can go on. */
  preference(node: number): number {
    const domain = this.domainOf(node);
    return domain === undefined ? 0 : (this.counts.get(domain) ?? 0);
  }

  private minimum(): number {
    if (this.counts.size < this.constraint.minDomains) return 0;
    let minimum = Infinity;
    for (const count of this.counts.values()) minimum = Math.min(minimum, count);
    return minimum === Infinity ? 0 : minimum;
  }

  private add(node: number, count: number): void {
    const domain = this.domainOf(node);
    if (domain !== undefined && this.counted.has(node)) this.counts.set(domain, (this.counts.get(domain) ?? 0) + count);
  }

  private domainOf(node: number): string | undefined {
    return this.placement.scene.nodes[node]?.labels[this.constraint.topologyKey];
  }
}
