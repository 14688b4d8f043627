import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { NetworkFacts } from '../../fleet/network-facts';
import type { ConnectionPort } from '../../model/connection';
import type { PolicyModel, PolicyPeerModel, PolicyRuleModel } from './policy-model';

/**
 * Allows what NetworkPolicy cannot name: DNS names and the API server. DNS names work because Cilium reads the answers
 * of the cluster's DNS, which the policy therefore also asks for.
 */
export function emitCiliumNetworkPolicy(
  { workload, ingress, egress }: PolicyModel,
  { dns }: NetworkFacts,
): Manifest | undefined {
  const incoming = emitRules('from', ingress);
  const outgoing = emitRules('to', egress);
  if (incoming.length === 0 && outgoing.length === 0) return undefined;
  const namesHosts = egress.some(({ peers }) => peers.some(({ type }) => type === 'hosts'));
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: workload.name, namespace: workload.namespace },
    spec: {
      endpointSelector:
        Object.keys(workload.selectorLabels).length === 0 ? {} : { matchLabels: workload.selectorLabels },
      ...(incoming.length === 0 ? {} : { ingress: incoming }),
      ...(outgoing.length === 0 ? {} : { egress: [...outgoing, ...(namesHosts ? [dnsRule(dns)] : [])] }),
    },
  };
}

function emitRules(end: 'from' | 'to', rules: readonly PolicyRuleModel[]): JsonObject[] {
  return rules.flatMap(({ peers, ports }) => peers.flatMap((peer) => emitRule(end, peer, ports)));
}

function emitRule(end: 'from' | 'to', peer: PolicyPeerModel, ports: readonly ConnectionPort[]): JsonObject[] {
  const toPorts = ports.length === 0 ? {} : { toPorts: [{ ports: ports.map(emitPort) }] };
  if (peer.type === 'hosts')
    return [
      {
        toFQDNs: peer.hosts.map((host) => (host.includes('*') ? { matchPattern: host } : { matchName: host })),
        ...toPorts,
      },
    ];
  return peer.type === 'apiServerEntity' ? [{ [`${end}Entities`]: ['kube-apiserver'], ...toPorts }] : [];
}

function dnsRule({ namespace, podLabels, ports }: NetworkFacts['dns']): JsonObject {
  return {
    toEndpoints: [{ matchLabels: { ...podLabels, 'k8s:io.kubernetes.pod.namespace': namespace } }],
    toPorts: [{ ports: ports.map(emitPort), rules: { dns: [{ matchPattern: '*' }] } }],
  };
}

function emitPort({ protocol, port, endPort }: ConnectionPort): JsonObject {
  return { port: String(port), protocol, ...(endPort === undefined || endPort === port ? {} : { endPort }) };
}
