import type { Labels } from '../../manifest/objects/label-selector';
import type { Amounts } from '../resources/amounts';
import type { Taint } from './taint';

/** A node that pods may be placed on. */
export interface Node {
  readonly name: string;
  readonly labels: Labels;
  /** Whether its provider may put labels on it besides these. @default false: these are all */
  readonly mayHaveMore?: boolean;
  readonly taints: readonly Taint[];
  /** Whether it is cordoned (`spec.unschedulable`). */
  readonly unschedulable: boolean;
  /** What pods may ask for in all, `pods` included. */
  readonly allocatable: Amounts;
  /** The pool that it belongs to, for reports; the node's own name where none is known. */
  readonly pool: string;
  /** Zones that its pool may make another like it in; left out where nobody makes another. */
  readonly zones?: readonly string[];
}

/** Label with the zone of a node. */
export const zoneLabel = 'topology.kubernetes.io/zone';

/** Label with the name of a node. */
export const hostnameLabel = 'kubernetes.io/hostname';

/** Label with what kind of machine a node is. */
export const instanceTypeLabel = 'node.kubernetes.io/instance-type';
