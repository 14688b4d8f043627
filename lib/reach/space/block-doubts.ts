import { PeerSet } from '../sets/peer-set';
import { ConnectionSet } from '../sets/connection-set';
import type { AddressRange } from '../../manifest/network/address-range';
import type { Direction } from '../policies/policy';
import type { ClusterAddresses } from './cluster-addresses';
import type { Decision } from './decision';
import type { PeerClasses } from './peer-classes';
import { doubtsAbout, inDoubt, perhapsAsNode, type PodDoubt } from './pod-doubts';
import type { SelectablePods } from './pod-index';

/** Who the pods are of which something is decided. */
interface DecidedSpace {
  readonly pods: readonly SelectablePods[];
  readonly classes: PeerClasses;
  readonly size: number;
  readonly addresses: ClusterAddresses;
  readonly kinds: Readonly<Record<'pods' | 'outside', PeerSet>>;
  addPieces(peers: PeerSet, range: AddressRange): void;
}

/** Peers about which one end says the same. */
interface Block {
  readonly peers: PeerSet;
  readonly decision: Decision;
}

/** What stands against proofs about pods besides the rules of policies, on what is decided about them. */
export class BlockDoubts {
  private readonly undecidedPeers: readonly UndecidedPeers[];

  constructor(private readonly space: DecidedSpace) {
    this.undecidedPeers = this.findUndecidedPeers();
  }

  applied<B extends Block>(blocks: readonly B[], podClass: number, direction: Direction): readonly Block[] {
    const unknown = this.unknown(podClass, direction);
    if (unknown.length > 0) {
      return blocks.map(({ peers, decision }) => ({ peers, decision: inDoubt(decision, unknown) }));
    }
    const asNode = this.about(podClass, direction);
    const clients = asNode.length === 0 ? blocks : this.perhapsAsNodes(blocks, asNode);
    return this.undecidedPeers.reduce<readonly Block[]>(
      (all, { peers, doubts }) => apply(all, peers, (decision) => inDoubt(decision, doubts)),
      clients,
    );
  }

  /** Packets that a Service hands on with the address of a node: the policies see the node. */
  private perhapsAsNodes(blocks: readonly Block[], doubts: readonly PodDoubt[]): readonly Block[] {
    const nodes = new PeerSet(this.space.size);
    for (const range of this.space.addresses.nodeRanges) this.space.addPieces(nodes, range);
    const nodesGet = blocks
      .filter(({ peers }) => peers.split(nodes) !== 'outside')
      .reduce((ports, { decision }) => ports.intersect(decision.certain), ConnectionSet.all);
    const outside = apply(blocks, this.space.kinds.outside, (decision) =>
      perhapsAsNode(decision, doubts, 'outside', nodesGet),
    );
    return apply(outside, this.space.kinds.pods, (decision) => perhapsAsNode(decision, doubts, 'pod', nodesGet));
  }

  about(podClass: number, direction: Direction): readonly PodDoubt[] {
    return doubtsAbout(this.space.pods[this.space.classes.members[podClass]?.[0] ?? -1]?.doubts, direction);
  }

  unknown(podClass: number, direction: Direction): readonly PodDoubt[] {
    return this.about(podClass, direction).filter(({ asNode }) => asNode === undefined);
  }

  /** Classes that selectors may name or not, by the reasons. */
  private findUndecidedPeers(): readonly UndecidedPeers[] {
    const found = new Map<string, UndecidedPeers>();
    for (const [i, [first = -1]] of this.space.classes.members.entries()) {
      const doubts = (this.space.pods[first]?.doubts ?? []).filter(({ asPeer }) => asPeer === true);
      if (doubts.length === 0) continue;
      const key = JSON.stringify(doubts.map(({ reason }) => reason));
      const known = found.get(key) ?? { peers: new PeerSet(this.space.size), doubts };
      known.peers.add(i);
      found.set(key, known);
    }
    return [...found.values()];
  }
}

interface UndecidedPeers {
  readonly peers: PeerSet;
  readonly doubts: readonly PodDoubt[];
}

/** Changes what is decided about some peers. */
function apply(blocks: readonly Block[], to: PeerSet, change: (decision: Decision) => Decision): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    const halves = block.peers.split(to);
    if (halves === 'outside') return [block];
    const decision = change(block.decision);
    if (decision === block.decision) return [block];
    if (halves === 'inside') return [{ peers: block.peers, decision }];
    return [
      { peers: halves.inside, decision },
      { peers: halves.outside, decision: block.decision },
    ];
  });
}
