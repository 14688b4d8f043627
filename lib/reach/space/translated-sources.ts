import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { PodDoubt } from './pod-doubts';
import type { PodIndex } from './pod-index';
import { serviceTargets } from './service-targets';
import type { WorkloadNode } from './workload-node';

/**
 * Services that take requests at the addresses of nodes and hand them on with the address of the node in place of the
 * client's: those of type NodePort and LoadBalancer, and those with external addresses, unless their traffic stays local.
 *
 * See https://kubernetes.io/docs/tutorials/services/source-ip/
 */
export function translatingServices(manifests: ManifestSet): readonly LocatedManifest[] {
  return manifests.ofKind('', 'Service').filter(({ manifest }) => hidesClients(manifest));
}

/** The ports of each workload that such a Service leads to; by position. */
export function translatedSources(
  services: readonly LocatedManifest[],
  workloads: readonly WorkloadNode[],
  index: PodIndex,
): ReadonlyMap<number, readonly PodDoubt[]> {
  const found = new Map<number, PodDoubt[]>();
  for (const service of services) {
    const name = formatIdentity(identityOf(service.manifest));
    const reason = `${name} hands on requests with the address of a node, as its externalTrafficPolicy is not Local`;
    for (const { workload, ports } of serviceTargets(service, workloads, index)) {
      if (ports.isEmpty || workloads[workload]?.hostNetwork === true) continue;
      const doubts = found.get(workload) ?? [];
      doubts.push({ direction: 'ingress', ports, asNode: true, reason });
      found.set(workload, doubts);
    }
  }
  return found;
}

function hidesClients(service: Manifest): boolean {
  const spec = Field.root(service).at('spec');
  const isOutside = ['NodePort', 'LoadBalancer'].includes(spec.at('type').text ?? '');
  const hasAddresses = spec.at('externalIPs').items().length > 0;
  return (isOutside || hasAddresses) && spec.at('externalTrafficPolicy').text !== 'Local';
}
