import type { NetworkFacts, PodsAt } from '../../fleet/network-facts';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { Connection, Peer } from '../../model/connection';
import type { ClusterModel } from '../../model/cluster-model';
import type { InfrastructurePeer } from '../../model/infrastructure-need';
import type { WorkloadModel } from '../../model/workload-model';
import type { PolicyPeerModel } from './policy-model';

/** The other end of a workload's connection, as its network policy names it. What cannot be named is reported. */
export function toPolicyPeers(
  model: ClusterModel,
  workload: WorkloadModel,
  peer: Peer,
  { origin, from }: Connection,
): PolicyPeerModel[] {
  const { network } = model.cluster;
  const refuse = (message: string, fix: string): PolicyPeerModel[] => {
    model.report({ ...unsupported(workload), message, fix, origin });
    return [];
  };
  switch (peer.type) {
    case 'workload':
      return [workloadPeer(workload, peer.workload)];
    case 'namespace':
      return [{ type: 'pods', namespace: namespaceSelector(workload.namespace, peer.namespace) }];
    case 'namespaces':
      return [{ type: 'pods', namespace: peer.selector }];
    case 'cidr':
      return [{ type: 'cidr', cidr: peer.cidr, except: peer.except }];
    case 'external':
      if (peer.service.cidrs.length > 0) return peer.service.cidrs.map((cidr) => ({ type: 'cidr', cidr, except: [] }));
      if (peer === from)
        return refuse(
          `Forbidden: who calls has no DNS name, and ExternalService ${peer.service.name} has no addresses`,
          'give the ExternalService its cidrs',
        );
      if (network.cni.ciliumNetworkPolicy) return [{ type: 'hosts', hosts: peer.service.hosts }];
      return refuse(
        `Forbidden: ${network.cni.product} cannot filter by DNS name, and ExternalService ${peer.service.name} has no addresses`,
        'give the ExternalService its cidrs, or run a network plugin that knows DNS names',
      );
    case 'apiServer':
      // To Cilium, an API server on a node of the cluster is never part of a block of addresses.
      if (network.cni.ciliumNetworkPolicy) return [{ type: 'apiServerEntity' }];
      if (network.apiServer.cidrs.length > 0)
        return network.apiServer.cidrs.map((cidr) => ({ type: 'cidr', cidr, except: [] }));
      return refuse(
        `Required value: where the API server of ${model.cluster.name} is found`,
        `declare it: new Cluster('${model.cluster.name}', { network: { apiServer: { cidrs: […], port: 443 } } })`,
      );
    case 'dns':
      return [podsAt(network.dns)];
    case 'ingress': {
      const controller = network.ingressControllers.find(({ className }) => className === peer.className);
      if (controller !== undefined) return [podsAt(controller)];
      return refuse(
        `Not found: ingress class "${peer.className}": must be one of ${classNames(network)}`,
        'declare the controller under network.ingressControllers of the cluster, or use one of these',
      );
    }
    case 'platform':
      return [podsAt(peer.pods)];
    case 'monitoring':
      if (network.monitoring !== undefined) return [podsAt(network.monitoring)];
      return refuse(
        `Required value: where the monitoring of ${model.cluster.name} is found`,
        'declare it under network.monitoring of the cluster',
      );
    case 'remoteWorkload':
      // With a mesh, the mesh refuses it: identities decide there.
      if (model.cluster.mesh === undefined)
        model.report({
          ...unsupported(workload),
          path: peer === from ? 'connection.from' : 'connection.to',
          message: `Forbidden: ${peer.namespace}/${peer.name} runs in ${peer.cluster}: where it is reached is not known here`,
          fix: 'name its addresses instead: Peers.cidr(…), or the host under which it is reached: ExternalService',
          origin,
        });
      return [];
  }
}

/** The peer of an infrastructure need; nothing for `declaredPeers`, which stand for the connections themselves. */
export function toInfrastructurePeers(workload: WorkloadModel, peer: InfrastructurePeer): PolicyPeerModel[] {
  switch (peer.type) {
    case 'pods':
      return [podsAt(peer)];
    case 'namespace':
      return [{ type: 'pods', namespace: namespaceSelector(workload.namespace, peer.namespace) }];
    case 'cidrs':
      return peer.cidrs.map((cidr) => ({ type: 'cidr', cidr, except: [] }));
    case 'declaredPeers':
      return [];
  }
}

export function podsAt({ namespace, podLabels }: PodsAt): PolicyPeerModel {
  return {
    type: 'pods',
    namespace: { matchLabels: { [namespaceNameLabel]: namespace } },
    pods: { matchLabels: podLabels },
  };
}

function workloadPeer(own: WorkloadModel, { namespace, selectorLabels }: WorkloadModel): PolicyPeerModel {
  return {
    type: 'pods',
    namespace: namespaceSelector(own.namespace, namespace),
    pods: { matchLabels: selectorLabels },
  };
}

function namespaceSelector(own: string, other: string) {
  return own === other ? ('own' as const) : { matchLabels: { [namespaceNameLabel]: other } };
}

function classNames({ ingressControllers }: NetworkFacts): string {
  return (
    ingressControllers.map(({ className }) => `"${className}"`).join(', ') ||
    'none: the cluster declares no ingress controllers'
  );
}

function unsupported({ name, namespace }: WorkloadModel) {
  return {
    id: 'unsupported-network-policy',
    severity: 'error' as const,
    object: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace, name },
    path: 'spec',
  };
}
