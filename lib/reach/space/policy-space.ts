import type { Labels } from '../../manifest/objects/label-selector';
import { piecesWithin } from './address-space';
import type { AddressRange } from '../../manifest/network/address-range';
import { ConnectionSet } from '../sets/connection-set';
import { decide, type Decision, type MatchedRule } from './decision';
import { decideEither, unenforced } from './enforcement';
import { namedPort } from './named-port';
import { groupPods, type PeerClasses } from './peer-classes';
import { PeerSet } from '../sets/peer-set';
import { BlockDoubts } from './block-doubts';
import { inDoubt } from './pod-doubts';
import { ProofBudget, tooManyRules } from './proof-budget';
import { RuleParts, type RulePart } from './rule-parts';
import { PodIndex, type SelectablePods } from './pod-index';
import type { Certainty } from '../sets/certainty';
import type { Direction, Policy, PolicyPeer, PolicyPort, NetworkPolicyRule } from '../policies/policy';
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
  private readonly resolved = new Map<NetworkPolicyRule, readonly ResolvedRule[]>();
  private readonly everything: PeerSet;
  /** Classes of pods with addresses of their own, classes of pods in the network of a node, addresses outside. */
  readonly kinds: Readonly<Record<PeerKind, PeerSet>>;
  private readonly has: Readonly<Record<PeerKind, boolean>>;
  private readonly nodePods: PodIndex;
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
    const { pods: ofPods, nodes, outside } = this.kinds;
    this.has = { pods: !ofPods.isEmpty, nodes: !nodes.isEmpty, outside: !outside.isEmpty };
    this.doubts = new BlockDoubts(this);
    this.subjects = this.policiesByClass([...policies].sort((a, b) => a.priority - b.priority));
  }

  get classCount(): number {
    return this.classes.members.length;
  }

  peerOfPiece(piece: number): number {
    return this.classCount + piece;
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
        for (const { peers, ...matched } of this.resolve(policy, rule, direction, podClass)) {
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
        const ports = this.portsAt(rule.ports, -1);
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
      for (const podClass of this.classesOf(this.index.select(policy.subject))) subjects[podClass]?.push(policy);
    }
    return subjects;
  }

  /** A name in an ingress rule is looked up in the pod itself, in an egress rule in each peer. */
  private resolve(
    policy: Policy,
    rule: NetworkPolicyRule,
    direction: Direction,
    podClass: number,
  ): readonly ResolvedRule[] {
    const named = rule.ports.some(({ kind }) => kind === 'name');
    if (named && direction === 'ingress') {
      const ports = this.portsAt(rule.ports, podClass);
      return this.peersOf(policy, rule, direction).map((peers) => ({ ...peers, ports }));
    }
    let resolved = this.resolved.get(rule);
    if (resolved === undefined) {
      resolved = this.peersOf(policy, rule, direction).flatMap((peers): readonly ResolvedRule[] => {
        if (peers.anyPort === true) return [{ ...peers, ports: ConnectionSet.all }];
        if (named) return this.resolveByPeer(peers.peers, rule.ports).map((each) => ({ ...peers, ...each }));
        return [{ ...peers, ports: this.portsAt(rule.ports, podClass) }];
      });
      this.resolved.set(rule, resolved);
    }
    return resolved;
  }

  private resolveByPeer(
    peers: PeerSet,
    ports: readonly PolicyPort[],
  ): readonly { readonly peers: PeerSet; readonly ports: ConnectionSet }[] {
    const byPorts = new Map<string, { readonly peers: PeerSet; readonly ports: ConnectionSet }>();
    for (const peer of peers) {
      const found = this.portsAt(ports, peer);
      const key = found.toString();
      const known = byPorts.get(key) ?? { peers: new PeerSet(this.size), ports: found };
      known.peers.add(peer);
      byPorts.set(key, known);
    }
    return [...byPorts.values()];
  }

  private portsAt(ports: readonly PolicyPort[], peer: number): ConnectionSet {
    return ConnectionSet.unionOf(ports.map((port) => this.portAt(port, peer)));
  }

  private portAt(port: PolicyPort, peer: number): ConnectionSet {
    if (port.kind === 'number') return port.connections;
    const pod = this.pods[this.classes.members[peer]?.[0] ?? -1];
    return namedPort(pod, port.name, port.protocol);
  }

  /** Peers that a rule names, then those that it may name, by the reason why nobody knows. */
  private peersOf(policy: Policy, rule: NetworkPolicyRule, direction: Direction): readonly NamedPeers[] {
    const certain = new PeerSet(this.size);
    // One entry a kind of peers: a rule may have thousands of blocks.
    const inDoubt = new Map<PeerKind | 'services', { readonly peers: PeerSet; readonly doubts: string[] }>();
    const doubt = (kind: PeerKind | 'services', peers: PeerSet, reason: string): void => {
      const known = inDoubt.get(kind) ?? { peers: new PeerSet(this.size), doubts: [] };
      known.peers.addAll(peers);
      known.doubts.push(reason);
      inDoubt.set(kind, known);
    };
    for (const peer of rule.peers) {
      const mayBe = (kind: PeerKind, said: Certainty): void => {
        if (said === 'no' || !this.has[kind]) return;
        if (said === 'yes') certain.addAll(this.kinds[kind]);
        for (const reason of doubtsOf(peer, said)) doubt(kind, this.kinds[kind], reason);
      };
      const throughServices = (of: PolicyPeer, said: Certainty): void => {
        if (said === 'no' || !this.has.pods) return;
        for (const reason of doubtsOf(of, said)) doubt('services', this.kinds.pods, reason);
      };
      switch (peer.kind) {
        case 'everything':
          certain.addAll(this.everything);
          break;
        case 'cluster':
          mayBe('pods', 'yes');
          mayBe('nodes', 'yes');
          break;
        case 'pods': {
          for (const podClass of this.classesOf(this.index.select(peer.selection))) certain.add(podClass);
          const reason = policy.tier === 'network' ? this.addresses.nodePodsByLabel : undefined;
          if (reason === undefined || !this.has.nodes) break;
          const onNodes = new PeerSet(this.size);
          for (const podClass of this.classesOf(this.nodePods.select(peer.selection))) onNodes.add(podClass);
          if (!onNodes.isEmpty) doubt('nodes', onNodes, doubtText(peer, reason));
          break;
        }
        case 'addresses':
          mayBe('pods', this.addresses.concerns(peer, 'pods'));
          throughServices(peer, this.addresses.throughServices(peer, direction));
          mayBe('nodes', this.addresses.concerns(peer, 'nodes'));
          for (const range of peer.ranges) {
            for (const piece of piecesWithin(this.pieces, range)) certain.add(this.peerOfPiece(piece));
          }
          break;
        case 'unknown': {
          const when = { when: `${peer.what} may be any` };
          if (peer.maybePods === true) mayBe('pods', when);
          if (peer.maybePods === true || peer.nodes === 'some') mayBe('nodes', when);
          else if (peer.nodes === 'all') mayBe('nodes', 'yes');
          mayBe('outside', when);
          break;
        }
      }
    }
    return [
      { peers: certain },
      // The port of a Service may be another than that of the pods behind it.
      ...[...inDoubt].map(([kind, found]) => ({ ...found, ...(kind === 'services' && { anyPort: true as const }) })),
    ];
  }

  private classesOf(pods: readonly number[]): ReadonlySet<number> {
    return new Set(pods.map((i) => this.classes.classOf[i] ?? -1));
  }
}

export type Blocks = readonly DecisionBlock[];

type PeerKind = 'pods' | 'nodes' | 'outside';

const undecided = decide('ingress', [], []);

interface NamedPeers {
  readonly peers: PeerSet;
  readonly doubts?: readonly string[];
  /** Whether the ports of the rule are not those of the peers. */
  readonly anyPort?: true;
}

function doubtsOf(peer: PolicyPeer | undefined, said: Certainty): readonly string[] {
  return peer === undefined || said === 'yes' || said === 'no' ? [] : [doubtText(peer, said.when)];
}

function doubtText({ path }: PolicyPeer, when: string): string {
  return `${path}: ${when}`;
}

interface ResolvedRule extends NamedPeers {
  readonly ports: ConnectionSet;
}
