import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ConnectionPort } from '../../model/connection';
import type { NamespaceModel } from '../../model/namespace-model';
import type { PolicyModel, PolicyPeerModel, PolicyRuleModel } from './policy-model';

/** Cuts every pod of a namespace off from everything, in both directions: what the other policies allow is added to nothing. */
export function emitDefaultDeny({ name }: NamespaceModel): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace: name },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}

/** Allows what a workload's connections need, and nothing else. Peers that only other products can name are left to theirs. */
export function emitNetworkPolicy({ workload, ingress, egress }: PolicyModel): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: workload.name, namespace: workload.namespace },
    spec: {
      podSelector: Object.keys(workload.selectorLabels).length === 0 ? {} : { matchLabels: workload.selectorLabels },
      policyTypes: ['Ingress', 'Egress'],
      ...rules('ingress', 'from', ingress),
      ...rules('egress', 'to', egress),
    },
  };
}

function rules(direction: 'ingress' | 'egress', end: 'from' | 'to', models: readonly PolicyRuleModel[]): JsonObject {
  const emitted = models.flatMap(({ peers, ports }) => {
    const expressible = peers.flatMap(emitPeer);
    if (expressible.length === 0) return [];
    return [{ [end]: expressible, ...(ports.length === 0 ? {} : { ports: ports.map(emitPort) }) }];
  });
  return emitted.length === 0 ? {} : { [direction]: emitted };
}

function emitPeer(peer: PolicyPeerModel): JsonObject[] {
  switch (peer.type) {
    case 'cidr':
      return [{ ipBlock: { cidr: peer.cidr, ...(peer.except.length === 0 ? {} : { except: peer.except }) } }];
    case 'pods':
      return [
        {
          ...(peer.namespace === 'own' ? {} : { namespaceSelector: { ...peer.namespace } }),
          // A peer of the own namespace needs a pod selector, or it would be no peer at all.
          ...(peer.pods === undefined
            ? peer.namespace === 'own'
              ? { podSelector: {} }
              : {}
            : { podSelector: { ...peer.pods } }),
        },
      ];
    case 'hosts':
    case 'apiServerEntity':
      return [];
  }
}

function emitPort({ protocol, port, endPort }: ConnectionPort): JsonObject {
  return { protocol, port, ...(endPort === undefined || endPort === port ? {} : { endPort }) };
}
