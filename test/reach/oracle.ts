import type { Labels } from '../../lib/manifest/objects/label-selector';

/*
 * The published semantics once more, as directly as they can be written: one packet at a time, no sets, no intervals,
 * no groups, and no code of the library. Slow, and easy to check by eye.
 */

export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

export interface OraclePod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[];
  readonly address: string;
  readonly hostNetwork: boolean;
  /** Whether its node has the label `zone: x`. */
  readonly nodeHasLabel: boolean;
}

export type OraclePeer = { readonly pod: OraclePod } | { readonly address: number };

export interface Packet {
  readonly from: OraclePeer;
  readonly to: OraclePeer;
  readonly protocol: string;
  readonly port: number;
}

export interface NetworkPolicyPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface NetworkPolicyRule {
  readonly from?: readonly NetworkPolicyPeer[];
  readonly to?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly {
    readonly protocol?: string;
    readonly port?: number | string;
    readonly endPort?: number;
  }[];
}

export interface NetworkPolicy {
  readonly namespace: string;
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly NetworkPolicyRule[];
    readonly egress?: readonly NetworkPolicyRule[];
  };
}

export interface AdminPeer {
  readonly namespaces?: Selector;
  readonly pods?: { readonly namespaceSelector: Selector; readonly podSelector: Selector };
  readonly networks?: readonly string[];
  readonly nodes?: { readonly matchLabels?: Labels };
}

export interface AdminRule {
  readonly action: string;
  readonly from?: readonly AdminPeer[];
  readonly to?: readonly AdminPeer[];
  readonly ports?: readonly AdminPort[];
}

export interface AdminPort {
  readonly portNumber?: { readonly protocol: string; readonly port: number };
  readonly portRange?: { readonly protocol: string; readonly start: number; readonly end: number };
  readonly namedPort?: string;
}

export interface AdminSpec {
  readonly priority?: number;
  readonly subject: AdminPeer;
  readonly ingress: readonly AdminRule[];
  readonly egress: readonly AdminRule[];
}

export interface OracleCluster {
  readonly namespaces: Readonly<Record<string, Labels>>;
  readonly pods: readonly OraclePod[];
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly admin: readonly AdminSpec[];
  readonly baseline?: AdminSpec;
  readonly plugin: 'by address' | 'by identity' | 'unknown';
}

/** What the API leaves to whoever enforces it. */
export interface World {
  readonly blocksMatchPods: boolean;
  readonly blocksMatchNodes: boolean;
  /** Whether selectors of NetworkPolicies take pods in the network of their node. */
  readonly nodePodsHaveLabels: boolean;
  /** Whether the ends are on one node, and isolation does not keep it from its own pods. */
  readonly pastIsolation: { readonly ingress: boolean; readonly egress: boolean };
}

const either = [true, false];

/** Every way in which a plugin may enforce policies. */
export function worldsOf({ plugin }: OracleCluster): readonly World[] {
  const pods = { 'by address': [true], 'by identity': [false], unknown: either }[plugin];
  const nodes = { 'by address': [true], 'by identity': either, unknown: either }[plugin];
  const labels = plugin === 'unknown' ? either : [false];
  const egress = plugin === 'by identity' ? [false] : either;
  return pods.flatMap((blocksMatchPods) =>
    nodes.flatMap((blocksMatchNodes) =>
      labels.flatMap((nodePodsHaveLabels) =>
        either.flatMap((ingress) =>
          egress.map((out): World => {
            const pastIsolation = { ingress, egress: out };
            return { blocksMatchPods, blocksMatchNodes, nodePodsHaveLabels, pastIsolation };
          }),
        ),
      ),
    ),
  );
}

export function packetPasses(cluster: OracleCluster, world: World, packet: Packet): boolean {
  const leaves = 'address' in packet.from || sideAllows(cluster, world, packet, 'egress', packet.from.pod, packet.to);
  const enters = 'address' in packet.to || sideAllows(cluster, world, packet, 'ingress', packet.to.pod, packet.from);
  return leaves && enters;
}

type Direction = 'ingress' | 'egress';

function sideAllows(
  cluster: OracleCluster,
  world: World,
  packet: Packet,
  direction: Direction,
  own: OraclePod,
  peer: OraclePeer,
): boolean {
  // No policy selects what is in the network of a node.
  if (own.hostNetwork) return true;
  const ordered = [...cluster.admin].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  const byAdmin = firstAction(cluster, ordered, packet, direction, own, peer);
  if (byAdmin === 'Allow') return true;
  if (byAdmin === 'Deny') return false;
  const selecting = cluster.networkPolicies.filter(
    (policy) =>
      policy.namespace === own.namespace && selects(policy.spec.podSelector, own.labels) && hasType(policy, direction),
  );
  if (selecting.length > 0) {
    const ofNode = 'pod' in peer && peer.pod.hostNetwork;
    if (ofNode && world.pastIsolation[direction]) return true;
    return selecting.some((policy) =>
      (policy.spec[direction] ?? []).some((rule) => ruleMatches(cluster, world, policy.namespace, rule, packet, peer)),
    );
  }
  const baseline = cluster.baseline === undefined ? [] : [cluster.baseline];
  return firstAction(cluster, baseline, packet, direction, own, peer) !== 'Deny';
}

function firstAction(
  cluster: OracleCluster,
  policies: readonly AdminSpec[],
  packet: Packet,
  direction: Direction,
  own: OraclePod,
  peer: OraclePeer,
): string | undefined {
  for (const policy of policies) {
    if (!adminPeerMatches(cluster, policy.subject, { pod: own })) continue;
    for (const rule of policy[direction]) {
      const peers = rule.from ?? rule.to ?? [];
      const aboutPeer = peers.some((each) => adminPeerMatches(cluster, each, peer));
      const aboutPort = rule.ports === undefined || rule.ports.some((port) => adminPortMatches(port, packet));
      if (aboutPeer && aboutPort) return rule.action;
    }
  }
  return undefined;
}

function adminPeerMatches(cluster: OracleCluster, peer: AdminPeer, other: OraclePeer): boolean {
  if ('address' in other) return (peer.networks ?? []).some((cidr) => inBlock(cidr, other.address));
  // Traffic within the cluster is checked as well.
  const address = numberOf(other.pod.address);
  if (peer.networks !== undefined) return peer.networks.some((cidr) => inBlock(cidr, address));
  if (peer.nodes !== undefined) {
    return other.pod.hostNetwork && (peer.nodes.matchLabels === undefined || other.pod.nodeHasLabel);
  }
  if (other.pod.hostNetwork) return false;
  const namespace = namespaceLabels(cluster, other.pod.namespace);
  if (peer.namespaces !== undefined) return selects(peer.namespaces, namespace);
  if (peer.pods === undefined) return false;
  return selects(peer.pods.namespaceSelector, namespace) && selects(peer.pods.podSelector, other.pod.labels);
}

function adminPortMatches({ portNumber, portRange, namedPort }: AdminPort, packet: Packet): boolean {
  if (portNumber !== undefined) return portNumber.protocol === packet.protocol && portNumber.port === packet.port;
  if (portRange !== undefined) {
    return portRange.protocol === packet.protocol && portRange.start <= packet.port && packet.port <= portRange.end;
  }
  return hasPort(packet, namedPort);
}

function hasType({ spec }: NetworkPolicy, direction: Direction): boolean {
  const given = spec.policyTypes ?? [];
  if (given.length > 0) return given.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  return direction === 'ingress' || (spec.egress ?? []).length > 0;
}

function ruleMatches(
  cluster: OracleCluster,
  world: World,
  home: string,
  rule: NetworkPolicyRule,
  packet: Packet,
  peer: OraclePeer,
): boolean {
  const peers = rule.from ?? rule.to ?? [];
  const ports = rule.ports ?? [];
  return (
    (peers.length === 0 || peers.some((each) => peerMatches(cluster, world, home, each, peer))) &&
    (ports.length === 0 || ports.some((each) => portMatches(each, packet)))
  );
}

function peerMatches(
  cluster: OracleCluster,
  world: World,
  home: string,
  peer: NetworkPolicyPeer,
  other: OraclePeer,
): boolean {
  if (peer.ipBlock !== undefined) {
    const { cidr, except = [] } = peer.ipBlock;
    if ('pod' in other && !(other.pod.hostNetwork ? world.blocksMatchNodes : world.blocksMatchPods)) return false;
    const address = 'pod' in other ? numberOf(other.pod.address) : other.address;
    return inBlock(cidr, address) && !except.some((hole) => inBlock(hole, address));
  }
  if ('address' in other || (other.pod.hostNetwork && !world.nodePodsHaveLabels)) return false;
  const rightNamespace =
    peer.namespaceSelector === undefined
      ? other.pod.namespace === home
      : selects(peer.namespaceSelector, namespaceLabels(cluster, other.pod.namespace));
  return rightNamespace && selects(peer.podSelector ?? {}, other.pod.labels);
}

function portMatches(
  { protocol = 'TCP', port, endPort }: { protocol?: string; port?: number | string; endPort?: number },
  packet: Packet,
): boolean {
  if (protocol !== packet.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'string') return hasPort(packet, port);
  return port <= packet.port && packet.port <= (endPort ?? port);
}

function hasPort({ to, protocol, port }: Packet, name: string | undefined): boolean {
  if ('address' in to) return false;
  return to.pod.ports.some((each) => each.name === name && each.containerPort === port && each.protocol === protocol);
}

function namespaceLabels({ namespaces }: OracleCluster, name: string): Labels {
  return { ...namespaces[name], 'kubernetes.io/metadata.name': name };
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  for (const key of Object.keys(matchLabels)) if (labels[key] !== matchLabels[key]) return false;
  for (const { key, operator, values = [] } of matchExpressions) {
    const has = key in labels;
    if (operator === 'Exists' && !has) return false;
    if (operator === 'DoesNotExist' && has) return false;
    if (operator === 'In' && !(has && values.includes(labels[key] ?? ''))) return false;
    if (operator === 'NotIn' && has && values.includes(labels[key] ?? '')) return false;
  }
  return true;
}

function inBlock(cidr: string, address: number): boolean {
  const [base = '', length = '0'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(numberOf(base) / size) === Math.floor(address / size);
}

/** An IPv4 address as a number. */
export function numberOf(address: string): number {
  return address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
}
