import type { NetworkFacts } from '../../fleet/network-facts';
import { matchesSelector, type Labels, type LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceLabels } from '../../manifest/objects/namespace-labels';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { PolicyPeer, PolicyPort, NetworkPolicyRule } from '../../reach/policies/policy';
import { readPolicy } from '../../reach/policies/read-policies';
import { treeInput } from '../../reach/questions/reachability';
import type { WorkloadNode } from '../../reach/space/workload-node';

/** Whether policies let Pods ask the DNS; `perhaps` where labels or addresses decide that nobody has written down. */
export type DnsAccess = 'yes' | 'perhaps' | 'no';

/** Whether the egress rules of NetworkPolicies, all of them together, let Pods ask the DNS of the cluster. */
export function dnsAccess(
  policies: readonly LocatedManifest[],
  manifests: ManifestSet,
  network: NetworkFacts,
): DnsAccess {
  const rules = policies
    .flatMap((policy) => readPolicy(policy, manifests).policies)
    .flatMap(({ rules: { egress } }) => egress);
  return most(rules.map((rule) => accessBy(rule, manifests, network)));
}

/** Whether a rule names the port of a DNS: of Pods that ask another one than the cluster's, nothing else is known. */
export function opensDnsPort(
  policies: readonly LocatedManifest[],
  manifests: ManifestSet,
  network: NetworkFacts,
): boolean {
  const rules = policies
    .flatMap((policy) => readPolicy(policy, manifests).policies)
    .flatMap(({ rules: { egress } }) => egress);
  return rules.some(({ ports }) => ports.some((port) => isDnsPort(port, network)));
}

function accessBy({ peers, ports }: NetworkPolicyRule, manifests: ManifestSet, network: NetworkFacts): DnsAccess {
  if (!ports.some((port) => isDnsPort(port, network))) return 'no';
  const access = most(peers.map((peer) => accessTo(peer, manifests, network)));
  // A rule for the very port is meant for the DNS: what is not known of its Pods speaks for it.
  return access === 'perhaps' && ports.some((port) => isDnsPort(port, network) && isFewPorts(port)) ? 'yes' : access;
}

function most(answers: readonly DnsAccess[]): DnsAccess {
  return answers.find((answer) => answer === 'yes') ?? answers.find((answer) => answer === 'perhaps') ?? 'no';
}

/** Questions go over UDP; TCP takes over where an answer is too long. */
function isDnsPort(port: PolicyPort, { dns }: NetworkFacts): boolean {
  const needed = dns.ports.some(({ protocol }) => protocol === 'UDP') || dns.ports.length === 0 ? 'UDP' : 'TCP';
  // Which number a name stands for is up to the Pods of the DNS.
  if (port.kind === 'name') return port.protocol === undefined || port.protocol === needed;
  return [53, ...dns.ports.map((each) => each.port)].some((wanted) => port.connections.includesPort(needed, wanted));
}

function isFewPorts(port: PolicyPort): boolean {
  return port.kind === 'name' || port.connections.ranges().every(({ from, to }) => to - from < 1024);
}

function accessTo(peer: PolicyPeer, manifests: ManifestSet, network: NetworkFacts): DnsAccess {
  switch (peer.kind) {
    case 'everything':
    case 'cluster':
      return 'yes';
    case 'unknown':
      return 'perhaps';
    // One address is mostly that of a database, but a cache on the node has one, too.
    case 'addresses':
      return peer.ranges.some(({ first, last }) => last > first) ? 'yes' : 'perhaps';
    case 'pods': {
      const { namespaces, pods } = peer.selection;
      const isInTree = (namespace: string) =>
        manifests.get({ group: '', kind: 'Namespace', namespace: '', name: namespace }) !== undefined;
      const there = (namespace: string) =>
        typeof namespaces === 'string'
          ? yesOrNo(namespaces === namespace)
          : meets(namespaces, namespaceLabels(manifests, namespace), isInTree(namespace));
      const declared = both(there(network.dns.namespace), meets(pods, network.dns.podLabels, false));
      const servers = dnsServers(manifests).filter(({ labels }) => labels.some((each) => matchesSelector(pods, each)));
      return most([declared, ...servers.map(({ namespace }) => there(namespace))]);
    }
  }
}

function yesOrNo(answer: boolean): DnsAccess {
  return answer ? 'yes' : 'no';
}

function both(one: DnsAccess, other: DnsAccess): DnsAccess {
  if (one === 'no' || other === 'no') return 'no';
  return one === 'yes' ? other : one;
}

/** Whether labels fulfil a selector, of which there may be more than the known ones. */
function meets(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  known: Labels,
  isComplete: boolean,
): DnsAccess {
  const requirements = [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In' as const, values: [value] })),
    ...matchExpressions,
  ];
  const isOpen = ({ key, operator }: (typeof requirements)[number]) =>
    !isComplete && !Object.hasOwn(known, key) && (operator === 'In' || operator === 'Exists');
  const decided = requirements.filter((requirement) => !isOpen(requirement));
  if (!matchesSelector({ matchExpressions: decided }, known)) return 'no';
  return decided.length === requirements.length ? 'yes' : 'perhaps';
}

/** Workloads of the tree that say they answer on a port of a DNS. */
const dnsServers = perManifestSet((manifests): readonly WorkloadNode[] =>
  treeInput(manifests).workloads.filter(({ ports }) =>
    ports.some(({ protocol, port }) => protocol === 'UDP' && (port === 53 || port === 5353)),
  ),
);
