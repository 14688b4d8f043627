import { ConnectionSet } from '../sets/connection-set';
import type { Direction } from '../policies/policy';
import type { Decision } from './decision';

/** Why what policies say of some pods is not what happens to them, or may not be. */
export interface PodDoubt {
  /** Left out where it is about both. */
  readonly direction?: Direction;
  /** Ports of the destination that it is about. */
  readonly ports: ConnectionSet;
  /**
   * Whether the policies may be asked about a node in place of the client: nothing is denied for certain then, and
   * clients outside get what nodes get. Left out where nothing is known at all.
   */
  readonly asNode?: true;
  /** Whether it is about what other pods say of these, too: a selector may take them or not. */
  readonly asPeer?: true;
  /** `NetworkPolicy shop/cart (projectcalico.org/v3) is not modelled`. */
  readonly reason: string;
}

export function doubtsAbout(doubts: readonly PodDoubt[] | undefined, direction: Direction): readonly PodDoubt[] {
  return (doubts ?? []).filter((doubt) => doubt.direction === undefined || doubt.direction === direction);
}

/** A decision of which nothing is proved on some ports. */
export function inDoubt(decision: Decision, doubts: readonly PodDoubt[]): Decision {
  const ports = ConnectionSet.unionOf(doubts.map((doubt) => doubt.ports));
  return extended(decision, {
    certain: decision.certain.subtract(ports),
    possible: decision.possible.union(ports),
    reasons: doubts.map(({ reason }) => reason),
  });
}

/** A decision about a client whose packets may come with the address of a node. */
export function perhapsAsNode(
  decision: Decision,
  doubts: readonly PodDoubt[],
  client: 'pod' | 'outside',
  nodesGet: ConnectionSet,
): Decision {
  const ports = ConnectionSet.unionOf(doubts.map((doubt) => doubt.ports));
  return extended(decision, {
    // A pod may also go to the pod itself; what is outside has no other way.
    certain: client === 'pod' ? decision.certain : decision.certain.subtract(ports.subtract(nodesGet)),
    possible: decision.possible.union(ports),
    reasons: doubts.map(({ reason }) => reason),
  });
}

function extended(
  decision: Decision,
  { certain, possible, reasons }: Pick<Decision, 'certain' | 'possible'> & { readonly reasons: readonly string[] },
): Decision {
  if (certain.equals(decision.certain) && possible.equals(decision.possible)) return decision;
  return { ...decision, certain, possible, doubts: [...new Set([...decision.doubts, ...reasons])] };
}
