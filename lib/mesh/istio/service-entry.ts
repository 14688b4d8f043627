import type { ServiceEntrySpec } from '../../../imports/networking.istio.io';
import type { Manifest, ObjectMeta } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { ExternalPortModel } from '../../model/connection';
import { istioLabels } from '../../products/istio';
import type { ExternalAccess } from '../mesh-model';
import { hasWildcard } from './external-hosts';

/**
 * Makes a service outside the cluster known to the proxies of the namespaces that may talk to it.
 *
 * @param waypoint Gateway of its namespace that requests go through; none where each pod's proxy sends them itself
 */
export function emitServiceEntry({ service, clients }: ExternalAccess, waypoint?: string): Manifest {
  const { name, namespace, hosts, ports, cidrs } = service;
  const namespaces = [
    ...new Set(clients.map((client) => (client.namespace === namespace ? '.' : client.namespace))),
  ].sort();
  const spec: Plain<ServiceEntrySpec> = {
    hosts,
    location: 'MESH_EXTERNAL',
    resolution: resolution(hasWildcard(service), cidrs.length > 0, waypoint !== undefined),
    ports: ports.map(emitPort),
    exportTo: namespaces,
    // A waypoint is found by an address of the mesh's own, which stands for the name.
    ...(cidrs.length === 0 || waypoint !== undefined ? {} : { addresses: cidrs }),
  };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: behind({ name, namespace }, waypoint),
    spec,
  };
}

/** Addresses and names with a wildcard are passed on as they are, unless a waypoint looks each name up. */
function resolution(wildcard: boolean, addressed: boolean, behindWaypoint: boolean): 'NONE' | 'DNS' | 'DYNAMIC_DNS' {
  if (behindWaypoint) return wildcard ? 'DYNAMIC_DNS' : 'DNS';
  return wildcard || addressed ? 'NONE' : 'DNS';
}

function behind(metadata: ObjectMeta, waypoint: string | undefined): ObjectMeta {
  if (waypoint === undefined) return metadata;
  return { ...metadata, labels: { ...metadata.labels, [istioLabels.useWaypoint]: waypoint } };
}

const protocols = { grpc: 'GRPC', http: 'HTTP', https: 'HTTPS', tcp: 'TCP', tls: 'TLS' } as const;

function emitPort({ name, port, application }: ExternalPortModel) {
  return { number: port, name, protocol: protocols[application] };
}
