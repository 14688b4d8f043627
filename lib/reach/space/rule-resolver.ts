import type { AddressRange } from '../../manifest/network/address-range';
import type { Direction, NetworkPolicyRule, Policy, PolicyPeer, PolicyPort } from '../policies/policy';
import type { Certainty } from '../sets/certainty';
import { ConnectionSet } from '../sets/connection-set';
import { PeerSet } from '../sets/peer-set';
import type { ClusterAddresses } from './cluster-addresses';
import { doubtsOf, doubtText } from './doubt-text';
import { namedPort } from './named-port';
import { classesOf, type PeerClasses } from './peer-classes';
import type { PodIndex, SelectablePods } from './pod-index';

/** The peers that rules may name. */
export interface PeerSpace {
  readonly pods: readonly SelectablePods[];
  readonly classes: PeerClasses;
  readonly index: PodIndex;
  /** The same for the pods in the network of their node. */
  readonly nodePods: PodIndex;
  readonly addresses: ClusterAddresses;
  readonly size: number;
  readonly kinds: Readonly<Record<PeerKind, PeerSet>>;
  readonly addPieces: (peers: PeerSet, range: AddressRange) => void;
}

/** Classes of pods with addresses of their own, classes of pods in the network of a node, addresses outside. */
export type PeerKind = 'pods' | 'nodes' | 'outside';

/** Peers that a rule names, or may name, and the ports that it is about at them. */
export interface ResolvedRule extends NamedPeers {
  readonly ports: ConnectionSet;
}

interface NamedPeers {
  readonly peers: PeerSet;
  readonly doubts?: readonly string[];
  /** Whether the ports of the rule are not those of the peers. */
  readonly anyPort?: true;
}

/** Finds the peers and ports that a rule is about, once for each rule where they are the same for all who are bound by it. */
export class RuleResolver {
  private readonly resolved = new Map<NetworkPolicyRule, readonly ResolvedRule[]>();

  constructor(private readonly space: PeerSpace) {}

  /** A name in an ingress rule is looked up in the pod itself, in an egress rule in each peer. */
  resolve(policy: Policy, rule: NetworkPolicyRule, direction: Direction, podClass: number): readonly ResolvedRule[] {
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
      const known = byPorts.get(key) ?? { peers: new PeerSet(this.space.size), ports: found };
      known.peers.add(peer);
      byPorts.set(key, known);
    }
    return [...byPorts.values()];
  }

  portsAt(ports: readonly PolicyPort[], peer: number): ConnectionSet {
    return ConnectionSet.unionOf(ports.map((port) => this.portAt(port, peer)));
  }

  private portAt(port: PolicyPort, peer: number): ConnectionSet {
    if (port.kind === 'number') return port.connections;
    const pod = this.space.pods[this.space.classes.members[peer]?.[0] ?? -1];
    return namedPort(pod, port.name, port.protocol);
  }

  /** Peers that a rule names, then those that it may name, by the reason why nobody knows. */
  private peersOf(policy: Policy, rule: NetworkPolicyRule, direction: Direction): readonly NamedPeers[] {
    const certain = new PeerSet(this.space.size);
    // One entry a kind of peers: a rule may have thousands of blocks.
    const inDoubt = new Map<PeerKind | 'services', { readonly peers: PeerSet; readonly doubts: string[] }>();
    const doubt = (kind: PeerKind | 'services', peers: PeerSet, reason: string): void => {
      const known = inDoubt.get(kind) ?? { peers: new PeerSet(this.space.size), doubts: [] };
      known.peers.addAll(peers);
      known.doubts.push(reason);
      inDoubt.set(kind, known);
    };
    for (const peer of rule.peers) {
      const mayBe = (kind: PeerKind, said: Certainty): void => {
        if (said === 'no' || this.space.kinds[kind].isEmpty) return;
        if (said === 'yes') certain.addAll(this.space.kinds[kind]);
        for (const reason of doubtsOf(peer, said)) doubt(kind, this.space.kinds[kind], reason);
      };
      const throughServices = (of: PolicyPeer, said: Certainty): void => {
        if (said === 'no' || this.space.kinds.pods.isEmpty) return;
        for (const reason of doubtsOf(of, said)) doubt('services', this.space.kinds.pods, reason);
      };
      switch (peer.kind) {
        case 'everything':
          certain.addAll(PeerSet.full(this.space.size));
          break;
        case 'cluster':
          mayBe('pods', 'yes');
          mayBe('nodes', 'yes');
          break;
        case 'pods': {
          for (const podClass of classesOf(this.space.classes, this.space.index.select(peer.selection)))
            certain.add(podClass);
          const reason = policy.tier === 'network' ? this.space.addresses.nodePodsByLabel : undefined;
          if (reason === undefined || this.space.kinds.nodes.isEmpty) break;
          const onNodes = new PeerSet(this.space.size);
          for (const podClass of classesOf(this.space.classes, this.space.nodePods.select(peer.selection)))
            onNodes.add(podClass);
          if (!onNodes.isEmpty) doubt('nodes', onNodes, doubtText(peer, reason));
          break;
        }
        case 'addresses':
          mayBe('pods', this.space.addresses.concerns(peer, 'pods'));
          throughServices(peer, this.space.addresses.throughServices(peer, direction));
          mayBe('nodes', this.space.addresses.concerns(peer, 'nodes'));
          for (const range of peer.ranges) this.space.addPieces(certain, range);
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
}
