import type { SidecarSpec } from '../../../imports/networking.istio.io';
import type { Manifest } from '../../manifest/manifest';
import type { Plain } from '../../manifest/plain';
import { managedMetadata } from '../managed-metadata';
import type { MeshModel, MeshWorkload } from '../mesh-model';
import { istioFacts, serviceHost } from './facts';

/** Tells a workload's proxies of the hosts that it may talk to and of no others: memory and configuration shrink with it. */
export function emitSidecar(
  { workload, servers }: MeshWorkload,
  { cluster, externals, namespaces }: MeshModel,
): Manifest {
  const scope = (namespace: string) => (namespace === workload.namespace ? '.' : namespace);
  // Its own host belongs to it: a proxy without any host of its namespace is taken for a mistake.
  const services = [workload, ...servers].flatMap((server) =>
    server.service === undefined
      ? []
      : [
          `${scope(server.namespace)}/${serviceHost(cluster, { service: server.service.name, namespace: server.namespace })}`,
        ],
  );
  const outside = externals
    .filter(({ clients }) => clients.includes(workload))
    .flatMap(({ service }) => service.hosts.map((host) => `${scope(service.namespace)}/${host}`));
  const declaredOnly =
    namespaces.find(({ namespace }) => namespace.name === workload.namespace)?.declaredEgressOnly ?? false;
  const spec: Plain<SidecarSpec> = {
    workloadSelector: { labels: workload.selectorLabels },
    egress: [{ hosts: [...new Set([...services, ...outside, `${istioFacts(cluster).rootNamespace}/*`])].sort() }],
    ...(declaredOnly ? { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } : {}),
  };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: managedMetadata(workload.namespace, workload.name, workload.name),
    spec,
  };
}
