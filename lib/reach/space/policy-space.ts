import type { Labels } from '../../manifest/objects/label-selector';
import { piecesWithin } from './address-space';
import type { AddressRange } from '../sets/address-range';
import { ConnectionSet } from '../sets/connection-set';
import { decide, type Decision, type MatchedRule } from './decision';
import { namedPort } from './named-port';
import { groupPods, type PeerClasses } from './peer-classes';
import { PeerSet } from '../sets/peer-set';
import { PodIndex, type SelectablePods } from './pod-index';
import type { Direction, Policy, PolicyPeer, PolicyPort, PolicyRule } from '../policies/policy';

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
  private readonly resolved = new Map<PolicyRule, readonly ResolvedRule[]>();
  private readonly everything: PeerSet;

  constructor(
    readonly pods: readonly SelectablePods[],
    readonly pieces: readonly AddressRange[],
    policies: readonly Policy[],
    namespaces: ReadonlyMap<string, Labels>,
    /** Rules of these actions take their unknown peers for every address. */
    private readonly counted: ReadonlySet<PolicyRule['action']> = new Set(),
  ) {
    this.index = new PodIndex(pods, namespaces);
    this.classes = groupPods(pods, policies, this.index);
    this.size = this.classes.members.length + pieces.length;
    this.everything = PeerSet.full(this.size);
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
    return block?.decision ?? decide(direction, [], []);
  }

  /** Peers of a class in one direction by the rules that name them; computed anew each time. */
  partsOf(podClass: number, direction: Direction): readonly RulePart[] {
    const policies = this.policiesOf(podClass);
    let parts: readonly RulePart[] = [{ peers: this.everything, matched: [] }];
    for (const policy of policies) {
      for (const rule of policy.rules[direction]) {
        for (const { peers, ports } of this.resolve(rule, direction, podClass)) {
          parts = split(parts, peers, { policy, rule, ports });
        }
      }
    }
    return parts;
  }

  /** What a class says about a peer outside that rules know by its name, whatever its addresses are. */
  decisionByName(podClass: number, direction: Direction, name: string): Decision {
    const policies = this.policiesOf(podClass);
    const matched = policies.flatMap((policy) =>
      policy.rules[direction]
        .filter(({ action, peers }) => peers.some((peer) => this.isNamed(peer, name, action)))
        .map((rule): MatchedRule => ({ policy, rule, ports: this.portsAt(rule.ports, -1) })),
    );
    return decide(direction, policies, matched);
  }

  private isNamed(peer: PolicyPeer, name: string, action: PolicyRule['action']): boolean {
    switch (peer.kind) {
      case 'everything':
        return true;
      case 'pods':
        return false;
      case 'addresses': {
        const left = piecesBeside(this.pieces, peer.ranges);
        return left === 0 || (left < this.pieces.length && this.counted.has(action) && action !== 'Allow');
      }
      case 'unknown':
        return peer.name === undefined || !matchesName(peer.name, name)
          ? this.counted.has(action) && action !== 'Allow'
          : true;
    }
  }

  private computeBlocks(podClass: number, direction: Direction): Blocks {
    const policies = this.policiesOf(podClass);
    return this.partsOf(podClass, direction).map(({ peers, matched }) => {
      return { peers, decision: decide(direction, policies, matched) };
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
  private resolve(rule: PolicyRule, direction: Direction, podClass: number): readonly ResolvedRule[] {
    const named = rule.ports.some(({ kind }) => kind === 'name');
    if (named && direction === 'ingress') {
      return [{ peers: this.peersOf(rule), ports: this.portsAt(rule.ports, podClass) }];
    }
    let resolved = this.resolved.get(rule);
    if (resolved === undefined) {
      const peers = this.peersOf(rule);
      resolved = named
        ? this.resolveByPeer(peers, rule.ports)
        : [{ peers, ports: ConnectionSet.unionOf(rule.ports.map((port) => this.portAt(port, podClass))) }];
      this.resolved.set(rule, resolved);
    }
    return resolved;
  }

  private resolveByPeer(peers: PeerSet, ports: readonly PolicyPort[]): readonly ResolvedRule[] {
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

  private peersOf({ peers, action }: PolicyRule): PeerSet {
    const found = new PeerSet(this.size);
    for (const peer of peers) {
      switch (peer.kind) {
        case 'everything':
          found.addAll(this.everything);
          break;
        case 'pods':
          for (const podClass of this.classesOf(this.index.select(peer.selection))) found.add(podClass);
          break;
        case 'addresses':
          if (peer.coversPods === true) for (let pod = 0; pod < this.classCount; pod++) found.add(pod);
          for (const range of peer.ranges) {
            for (const piece of piecesWithin(this.pieces, range)) found.add(this.peerOfPiece(piece));
          }
          break;
        case 'unknown':
          if (!this.counted.has(action)) break;
          if (peer.maybePods === true) found.addAll(this.everything);
          else for (const piece of this.pieces.keys()) found.add(this.peerOfPiece(piece));
          break;
      }
    }
    return found;
  }

  private classesOf(pods: readonly number[]): ReadonlySet<number> {
    return new Set(pods.map((i) => this.classes.classOf[i] ?? -1));
  }
}

export type Blocks = readonly DecisionBlock[];

/** How many pieces of the address space lie outside these ranges. */
function piecesBeside(pieces: readonly AddressRange[], ranges: readonly AddressRange[]): number {
  return pieces.length - new Set(ranges.flatMap((range) => piecesWithin(pieces, range))).size;
}

/** Whether a rule that names a host, or hosts by a pattern, is about a name, or about every name of a pattern. */
function matchesName(said: string, name: string): boolean {
  const pattern = said.replaceAll(/[^a-z0-9*-]/gi, (character) => `\\${character}`).replaceAll(/\*+/g, '[^.]*');
  return said === name || (!name.includes('*') && new RegExp(`^${pattern}$`).test(name));
}

interface ResolvedRule {
  readonly peers: PeerSet;
  readonly ports: ConnectionSet;
}

/** Peers that the same rules name, in order of evaluation. */
export interface RulePart {
  readonly peers: PeerSet;
  readonly matched: readonly MatchedRule[];
}

function split(parts: readonly RulePart[], peers: PeerSet, rule: MatchedRule): readonly RulePart[] {
  if (peers.isEmpty) return parts;
  return parts.flatMap((part) => {
    const halves = part.peers.split(peers);
    if (halves === 'outside') return [part];
    const matched = [...part.matched, rule];
    if (halves === 'inside') return [{ peers: part.peers, matched }];
    return [
      { peers: halves.inside, matched },
      { peers: halves.outside, matched: part.matched },
    ];
  });
}
