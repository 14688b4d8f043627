import type { SidecarSpec } from '../../../imports/networking.istio.io';
import type { NetworkFacts } from '../../fleet/network-facts';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { Peer } from '../../model/connection';
import type { MeshModel, MeshWorkload } from '../mesh-model';
import { istioFacts, serviceHost } from './facts';

/** Tells a workload's proxies of the hosts that it may talk to and of no others: memory and configuration shrink with it. */
export function emitSidecar(
  { workload, servers, outbound }: MeshWorkload,
  { cluster, externals, namespaces }: MeshModel,
): Manifest {
  const scope = (namespace: string) => (namespace === workload.namespace ? '.' : namespace);
  // Its own host belongs to it: a proxy without any host of its namespace is taken for a mistake.
  const services = [workload, ...servers].flatMap(({ service, peerService, namespace }) =>
    [service, peerService].flatMap((each) =>
      each === undefined ? [] : [`${scope(namespace)}/${serviceHost(cluster, { service: each.name, namespace })}`],
    ),
  );
  const outside = externals
    .filter(({ clients }) => clients.includes(workload))
    .flatMap(({ service }) => service.hosts.map((host) => `${scope(service.namespace)}/${host}`));
  const others = outbound
    .flatMap(({ to }) => hostsOf(to, cluster.network, cluster.dnsDomain))
    .map((host) => (host === `${workload.namespace}/*` ? './*' : host));
  const declaredOnly =
    namespaces.find(({ namespace }) => namespace.name === workload.namespace)?.declaredEgressOnly ?? false;
  // The registry knows no addresses, and would refuse all of them: the workload's network policy names them alone.
  const byAddress = outbound.some(({ to }) => to.type === 'cidr');
  const hosts = [...services, ...outside, ...others, `${istioFacts(cluster).rootNamespace}/*`];
  const spec: Plain<SidecarSpec> = {
    workloadSelector: { labels: workload.selectorLabels },
    egress: [{ hosts: [...new Set(hosts)].sort() }],
    // Always said: the default is that of the installation, which may be either.
    outboundTrafficPolicy: { mode: declaredOnly && !byAddress ? 'REGISTRY_ONLY' : 'ALLOW_ANY' },
  };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: workload.name, namespace: workload.namespace },
    spec,
  };
}

/** Hosts that the registry has of what is no workload of the tree. Addresses have none. */
function hostsOf(to: Peer, network: NetworkFacts, dnsDomain: string): string[] {
  switch (to.type) {
    case 'namespace':
      return [`${to.namespace}/*`];
    case 'namespaces':
      return [`${to.selector.matchLabels?.[namespaceNameLabel] ?? '*'}/*`];
    case 'apiServer':
      return [`default/kubernetes.default.svc.${dnsDomain}`];
    case 'dns':
      return [`${network.dns.namespace}/*`];
    case 'platform':
      return [`${to.pods.namespace}/*`];
    case 'monitoring':
      return network.monitoring === undefined ? [] : [`${network.monitoring.namespace}/*`];
    case 'ingress':
      return network.ingressControllers.flatMap(({ className, namespace }) =>
        className === to.className ? [`${namespace}/*`] : [],
      );
    case 'cidr':
    case 'external':
    case 'workload':
    case 'remoteWorkload':
      return [];
  }
}
