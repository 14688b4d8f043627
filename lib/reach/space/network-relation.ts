import type { ConnectionSet } from '../sets/connection-set';
import type { Decision } from './decision';
import { PeerSet } from '../sets/peer-set';
import type { PolicySpace } from './policy-space';

/** Classes of pods that may talk, and what both ends say about it. */
export interface ClassConnection {
  readonly to: number;
  /** Ports on which something may pass, in doubt or not. */
  readonly ports: ConnectionSet;
  readonly egress: Decision;
  readonly ingress: Decision;
}

/**
 * Which classes reach which: what the sender's side lets out and the receiver's side lets in. Only pairs that may talk
 * are visited, so the cost grows with the answer.
 */
export class NetworkRelation {
  private readonly admitting: readonly PeerSet[];
  private readonly rows = new Map<number, readonly ClassConnection[]>();

  constructor(private readonly space: PolicySpace) {
    this.admitting = admittingClasses(space);
  }

  /** Everything that a class reaches, in the order of the classes within each of its blocks. */
  from(source: number): readonly ClassConnection[] {
    const known = this.rows.get(source);
    if (known !== undefined) return known;
    const row = this.compute(source);
    // A class of one workload is asked for once.
    if ((this.space.classes.members[source]?.length ?? 0) > 1) this.rows.set(source, row);
    return row;
  }

  private compute(source: number): readonly ClassConnection[] {
    const admitting = this.admitting[source];
    if (admitting === undefined) return [];
    const row: ClassConnection[] = [];
    for (const { peers, decision: egress } of this.space.blocksOf(source, 'egress')) {
      if (egress.possible.isEmpty) continue;
      for (const to of peers.common(admitting)) {
        const ingress = this.space.decision(to, 'ingress', source);
        const ports = egress.possible.intersect(ingress.possible);
        if (!ports.isEmpty) row.push({ to, ports, egress, ingress });
      }
    }
    return row;
  }
}

/** For each class, the classes that let something in from it. */
function admittingClasses(space: PolicySpace): readonly PeerSet[] {
  const open = new PeerSet(space.size);
  const admitting: PeerSet[] = [];
  for (let i = 0; i < space.classCount; i++) admitting.push(new PeerSet(space.size));
  for (let to = 0; to < space.classCount; to++) {
    const blocks = space.blocksOf(to, 'ingress').filter(({ decision }) => !decision.possible.isEmpty);
    if (blocks.length === 1 && space.blocksOf(to, 'ingress').length === 1) open.add(to);
    else for (const { peers } of blocks) for (const from of peers) admitting[from]?.add(to);
  }
  for (const set of admitting) set.addAll(open);
  return admitting;
}
