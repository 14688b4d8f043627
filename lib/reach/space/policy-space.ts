import type { Labels } from '../../manifest/objects/label-selector';
import type { AddressRange } from '../../manifest/network/address-range';
import { decide, type Decision, type MatchedRule } from './decision';
import { decideEither, unenforced } from './enforcement';
import { spanOf } from './address-space';
import { doubtsOf } from './doubt-text';
import { classesOf, groupPods, type PeerClasses } from './peer-classes';
import { PeerSet } from '../sets/peer-set';
import { BlockDoubts } from './block-doubts';
import { inDoubt } from './pod-doubts';
import { ProofBudget, tooManyRules } from './proof-budget';
import { RuleResolver, type PeerKind } from './rule-resolver';
import { RuleParts, type RulePart } from './rule-parts';
import { PodIndex, type SelectablePods } from './pod-index';
import type { Direction, Policy } from '../policies/policy';
import type { ClusterAddresses } from './cluster-addresses';
import { namesPeer } from './named-peer';

/** Peers about which one end says the same, for the same reasons. */
export interface DecisionBlock {
  readonly peers: PeerSet;
  readonly decision: Decision;
}

/**
 * Every policy against every peer. Peers are numbered: first the classes of pods, then the pieces of the address space.
 * What one class says in one direction is a list of blocks that share out all peers.
 */
export class PolicySpace {
  readonly classes: PeerClasses;
  readonly index: PodIndex;
  readonly size: number;
  private readonly subjects: readonly (readonly Policy[])[];
  private readonly blocks = { ingress: new Map<number, Blocks>(), egress: new Map<number, Blocks>() };
  private readonly everything: PeerSet;
  /** Classes of pods with addresses of their own, classes of pods in the network of a node, addresses outside. */
  readonly kinds: Readonly<Record<PeerKind, PeerSet>>;
  readonly nodePods: PodIndex;
  private readonly rules: RuleResolver;
  private readonly doubts: BlockDoubts;
  private readonly budget = new ProofBudget();
  private readonly counted = new Set<string>();
  private readonly tooLarge = new Set<string>();

  constructor(
    readonly pods: readonly SelectablePods[],
    readonly pieces: readonly AddressRange[],
    policies: readonly Policy[],
    namespaces: ReadonlyMap<string, Labels>,
    readonly addresses: ClusterAddresses,
  ) {
    this.index = new PodIndex(pods, namespaces);
    const onNodes = pods.map((each) => ({ ...each, hostNetwork: !each.hostNetwork }));
    this.nodePods = new PodIndex(onNodes, namespaces);
    this.classes = groupPods(pods, policies, this.index);
    this.size = this.classes.members.length + pieces.length;
    this.everything = PeerSet.full(this.size);
    this.kinds = { pods: new PeerSet(this.size), nodes: new PeerSet(this.size), outside: new PeerSet(this.size) };
    for (const [i, [first = -1]] of this.classes.members.entries()) {
      this.kinds[pods[first]?.hostNetwork === true ? 'nodes' : 'pods'].add(i);
    }
    for (const piece of pieces.keys()) this.kinds.outside.add(this.peerOfPiece(piece));
    this.rules = new RuleResolver(this);
    this.doubts = new BlockDoubts(this);
    this.subjects = this.policiesByClass([...policies].sort((a, b) => a.priority - b.priority));
  }

  get classCount(): number {
    return this.classes.members.length;
  }

  peerOfPiece(piece: number): number {
    return this.classCount + piece;
  }

  /** Adds the pieces of the address space that a range overlaps to a set of peers. */
  addPieces(peers: PeerSet, range: AddressRange): void {
    const { first, end } = spanOf(this.pieces, range);
    peers.addSpan(this.peerOfPiece(first), this.peerOfPiece(end));
  }

  /** Policies that select the pods of a class, in order of evaluation. */
  policiesOf(podClass: number): readonly Policy[] {
    return this.subjects[podClass] ?? [];
  }

  /** What a class says about every peer in one direction. */
  blocksOf(podClass: number, direction: Direction): Blocks {
    let blocks = this.blocks[direction].get(podClass);
    if (blocks === undefined) {
      blocks = this.computeBlocks(podClass, direction);
      this.blocks[direction].set(podClass, blocks);
    }
    return blocks;
  }

  decision(podClass: number, direction: Direction, peer: number): Decision {
    const block = this.blocksOf(podClass, direction).find(({ peers }) => peers.has(peer));
    return block?.decision ?? undecided;
  }

  /**
   * Peers of a class in one direction by the rules that name them; computed anew each time. Undefined where there are so
   * many that it would take too long, or too much memory, to decide about all of them.
   */
  partsOf(podClass: number, direction: Direction): readonly RulePart[] | undefined {
    const key = `${direction} ${podClass}`;
    if (this.tooLarge.has(key)) return undefined;
    const parts = this.computeParts(podClass, direction);
    if (this.counted.has(key) || this.budget.takes(parts.work)) {
      this.counted.add(key);
      return parts.toArray();
    }
    this.tooLarge.add(key);
    return undefined;
  }

  private computeParts(podClass: number, direction: Direction): RuleParts {
    const parts = new RuleParts(this.size);
    for (const policy of this.policiesOf(podClass)) {
      for (const rule of policy.rules[direction]) {
        for (const { peers, ...matched } of this.rules.resolve(policy, rule, direction, podClass)) {
          parts.add(peers, { policy, rule, ...matched });
          if (!ProofBudget.isBounded(parts.work)) return parts;
        }
      }
    }
    return parts;
  }

  /** What a class says about a peer outside that rules know by its name, whatever its addresses are. */
  decisionByName(podClass: number, direction: Direction, name: string): Decision {
    const policies = this.policiesOf(podClass);
    const matched = policies.flatMap((policy) =>
      policy.rules[direction].flatMap((rule): readonly MatchedRule[] => {
        const said = rule.peers.map((peer) => namesPeer(peer, name, rule.action, this));
        const ports = this.rules.portsAt(rule.ports, -1);
        if (said.includes('yes')) return [{ policy, rule, ports }];
        const doubts = said.flatMap((each, i) => doubtsOf(rule.peers[i], each));
        return doubts.length === 0 ? [] : [{ policy, rule, ports, doubts }];
      }),
    );
    const decision = decideEither(direction, policies, matched, this.addresses.cni);
    return inDoubt(decision, this.doubts.unknown(podClass, direction));
  }

  /** Whether anything but the rules of policies stands against a proof about a class. */
  isInDoubt(podClass: number, direction: Direction): boolean {
    const { cni } = this.addresses;
    return (
      this.doubts.about(podClass, direction).length > 0 ||
      this.policiesOf(podClass).some((policy) => unenforced(policy, cni) !== undefined)
    );
  }

  private computeBlocks(podClass: number, direction: Direction): Blocks {
    return this.doubts.applied(this.decideBlocks(podClass, direction), podClass, direction);
  }

  private decideBlocks(podClass: number, direction: Direction): Blocks {
    const policies = this.policiesOf(podClass);
    const { cni } = this.addresses;
    const pastIsolation = this.addresses.pastIsolation(direction);
    const apart = pastIsolation !== undefined && !this.kinds.nodes.isEmpty;
    const parts = this.partsOf(podClass, direction);
    if (parts === undefined) {
      const decision = decide(direction, policies, []);
      return [{ peers: this.everything, decision: inDoubt(decision, [tooManyRules(policies)]) }];
    }
    return parts.flatMap(({ peers, matched }): Blocks => {
      const halves = apart ? peers.split(this.kinds.nodes) : 'outside';
      if (halves === 'outside') return [{ peers, decision: decideEither(direction, policies, matched, cni) }];
      if (halves === 'inside')
        return [{ peers, decision: decideEither(direction, policies, matched, cni, pastIsolation) }];
      return [
        { peers: halves.inside, decision: decideEither(direction, policies, matched, cni, pastIsolation) },
        { peers: halves.outside, decision: decideEither(direction, policies, matched, cni) },
      ];
    });
  }

  private policiesByClass(policies: readonly Policy[]): readonly (readonly Policy[])[] {
    const subjects = this.classes.members.map((): Policy[] => []);
    for (const policy of policies) {
      for (const podClass of classesOf(this.classes, this.index.select(policy.subject)))
        subjects[podClass]?.push(policy);
    }
    return subjects;
  }
}

export type Blocks = readonly DecisionBlock[];

const undecided = decide('ingress', [], []);
