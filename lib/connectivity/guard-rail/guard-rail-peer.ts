import type { NetworkFacts } from '../../fleet/network-facts';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import { toPeer, type PeerLike } from '../../model/to-peer';

/** A peer in the words that both policy APIs of the cluster share. */
export type GuardRailPeer =
  | { readonly namespaces: LabelSelector }
  | { readonly pods: { readonly namespaceSelector: LabelSelector; readonly podSelector: LabelSelector } }
  | { readonly networks: readonly string[] };

/** What a peer is to a cluster-wide policy; why it is nothing, as text, where it cannot be named. */
export function guardRailPeer(
  like: PeerLike,
  direction: 'ingress' | 'egress',
  network: NetworkFacts,
): GuardRailPeer | string {
  const peer = toPeer(like);
  switch (peer.type) {
    case 'workload':
      return podsOf(peer.workload.namespace, peer.workload.selectorLabels);
    case 'namespace':
      return { namespaces: named(peer.namespace) };
    case 'namespaces':
      return { namespaces: peer.selector };
    case 'dns':
      return podsOf(network.dns.namespace, network.dns.podLabels);
    case 'platform':
      return podsOf(peer.pods.namespace, peer.pods.podLabels);
    case 'monitoring':
      if (network.monitoring === undefined) return 'the cluster’s facts do not say where monitoring is found';
      return podsOf(network.monitoring.namespace, network.monitoring.podLabels);
    case 'ingress': {
      const controller = network.ingressControllers.find(({ className }) => className === peer.className);
      if (controller === undefined) return `the cluster has no ingress class "${peer.className}"`;
      return podsOf(controller.namespace, controller.podLabels);
    }
    case 'cidr':
      if (direction === 'ingress') return 'rules about what reaches pods name pods, never addresses';
      if (peer.except.length > 0) return 'a block has no exceptions here: allow them in a rule before this one';
      return { networks: [peer.cidr] };
    case 'external':
    case 'apiServer':
    case 'remoteWorkload':
      return 'it can only be named by addresses: Peers.cidr(…)';
  }
}

function podsOf(namespace: string, podLabels: Readonly<Record<string, string>>): GuardRailPeer {
  return { pods: { namespaceSelector: named(namespace), podSelector: { matchLabels: podLabels } } };
}

function named(namespace: string): LabelSelector {
  return { matchLabels: { [namespaceNameLabel]: namespace } };
}
