import type { Labels } from '../../manifest/objects/label-selector';

/** Labels that a controller puts on the pods that it makes, over those of the template. */
export interface AddedLabels {
  /** Labels that every pod gets, with values that the manifest gives away. */
  readonly known?: Labels;
  /** Labels that every pod gets, with values that nobody knows before the pods run. */
  readonly unknown?: readonly string[];
  /** Labels with a value of its own for each replica. */
  readonly perReplica?: PerReplicaLabels;
}

/** Labels that distinguish the replicas of one object, by a number that each of them has. */
export interface PerReplicaLabels {
  /** Number of the first replica. */
  readonly first: number;
  /** How many replicas there are, as the object says by itself. */
  readonly count: number;
  /** Name of one pod. */
  readonly nameOf: (ordinal: number) => string;
  readonly labelsOf: (ordinal: number) => Labels;
}
