import type { PlacedDemands } from '../placement/placed-demands';
import { interPodAffinity } from './inter-pod-affinity';
import { nodePorts } from './node-ports';
import type { Refusal } from './refusal';
import { topologySpread } from './topology-spread';

/** A filter of the scheduler whose answer depends on the pods that are placed already. It is for pods of one demand. */
export interface PlacementFilter {
  readonly refusal: (node: number) => Refusal | undefined;
  /** Counts pods of the demand that were placed. */
  readonly placed: (node: number, count: number) => void;
  /** The smaller, the better for what is placed later. */
  readonly preference?: (node: number) => number;
}

/** What else than resources decides about the pods of a demand, with what is placed now. */
export function placementFilters(placement: PlacedDemands, demand: number): readonly PlacementFilter[] {
  return [
    ...nodePorts(placement, demand),
    ...topologySpread(placement, demand),
    ...interPodAffinity(placement, demand),
  ];
}
