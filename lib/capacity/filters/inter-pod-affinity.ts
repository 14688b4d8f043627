import type { Pod, PodTerm } from '../demand/pod';
import type { PlacedDemands } from '../placement/placed-demands';
import type { PlacementFilter } from './placement-filter';

/** Required affinity and anti-affinity between pods, both ways. */
export function interPodAffinity(placement: PlacedDemands, demand: number): readonly PlacementFilter[] {
  const pod = placement.scene.demands[demand]?.pod;
  if (pod === undefined || pod.nodeName !== undefined) return [];
  return [...antiAffinity(placement, pod), ...(pod.affinity.length > 0 ? [new AffinityFilter(placement, pod)] : [])];
}

/** Pods that a term selects. */
export function selectsPod(term: PodTerm, { namespace, labels }: Pod): boolean {
  return term.selects(namespace, labels);
}

/** The terms by which either of two pods keeps the other away. A pod that names its node comes all the same. */
export function termsAlwaysApart(left: Pod, right: Pod): readonly PodTerm[] {
  return left.nodeName === undefined && right.nodeName === undefined ? termsApart(left, right) : [];
}

/** The terms by which either of two pods keeps the other away, if that comes later. */
export function termsApart(left: Pod, right: Pod): readonly PodTerm[] {
  return [
    ...left.antiAffinity.filter((term) => selectsPod(term, right)),
    ...right.antiAffinity.filter((term) => selectsPod(term, left)),
  ];
}

function antiAffinity(placement: PlacedDemands, pod: Pod): readonly PlacementFilter[] {
  const { demands, nodes } = placement.scene;
  const ownTerms = termsApart(pod, pod);
  const blocked = new Map<string, Set<string>>();
  const block = (term: PodTerm, node: number): void => {
    const value = nodes[node]?.labels[term.topologyKey];
    if (value === undefined) return;
    const values = blocked.get(term.topologyKey) ?? new Set<string>();
    blocked.set(term.topologyKey, values.add(value));
  };
  let concerned = ownTerms.length > 0;
  demands.forEach((other, index) => {
    if (pod.antiAffinity.length + other.pod.antiAffinity.length === 0 || placement.of(index).size === 0) return;
    const terms = termsApart(pod, other.pod);
    concerned ||= terms.length > 0;
    for (const node of placement.of(index).keys())
      terms.forEach((term) => {
        block(term, node);
      });
  });
  if (!concerned) return [];
  return [
    {
      refusal: (node) =>
        [...blocked].some(([key, values]) => values.has(nodes[node]?.labels[key] ?? ''))
          ? { filter: 'InterPodAffinity', message: "node(s) didn't match pod anti-affinity rules" }
          : undefined,
      placed: (node) => {
        ownTerms.forEach((term) => {
          block(term, node);
        });
      },
    },
  ];
}

class AffinityFilter implements PlacementFilter {
  private readonly near = new Map<string, Set<string>>();
  private anyPlaced = false;
  private readonly selectsItself: boolean;

  constructor(
    private readonly placement: PlacedDemands,
    private readonly pod: Pod,
  ) {
    this.selectsItself = this.isSelected(pod);
    placement.scene.demands.forEach((other, index) => {
      if (placement.of(index).size === 0 || !this.isSelected(other.pod)) return;
      for (const node of placement.of(index).keys()) this.add(node);
    });
  }

  refusal(node: number) {
    const labels = this.placement.scene.nodes[node]?.labels ?? {};
    const values = this.pod.affinity.map(({ topologyKey }) => [topologyKey, labels[topologyKey]] as const);
    const isNear = values.every(([key, value]) => value !== undefined && this.near.get(key)?.has(value) === true);
    const isFirst = !this.anyPlaced && this.selectsItself && values.every(([, value]) => value !== undefined);
    return isNear || isFirst
      ? undefined
      : { filter: 'InterPodAffinity', message: "node(s) didn't match pod affinity rules" };
  }

  placed(node: number): void {
    if (this.selectsItself) this.add(node);
  }

  private isSelected(other: Pod): boolean {
    return this.pod.affinity.every((term) => selectsPod(term, other));
  }

  private add(node: number): void {
    this.anyPlaced = true;
    const labels = this.placement.scene.nodes[node]?.labels ?? {};
    for (const { topologyKey } of this.pod.affinity) {
      const value = labels[topologyKey];
      if (value === undefined) continue;
      const values = this.near.get(topologyKey) ?? new Set<string>();
      this.near.set(topologyKey, values.add(value));
    }
  }
}
