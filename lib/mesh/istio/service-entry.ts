import type { ServiceEntrySpec } from '../../../imports/networking.istio.io';
import type { Manifest } from '../../manifest/manifest';
import type { Plain } from '../../manifest/plain';
import type { ExternalPortModel } from '../../model/connection';
import { managedMetadata } from '../managed-metadata';
import type { ExternalAccess } from '../mesh-model';

/** Makes a service outside the cluster known to the proxies of the namespaces that may talk to it. */
export function emitServiceEntry({ service, clients }: ExternalAccess): Manifest {
  const { name, namespace, hosts, ports, cidrs } = service;
  const namespaces = [
    ...new Set(clients.map((client) => (client.namespace === namespace ? '.' : client.namespace))),
  ].sort();
  const wildcard = hosts.some((host) => host.includes('*'));
  const spec: Plain<ServiceEntrySpec> = {
    hosts,
    location: 'MESH_EXTERNAL',
    resolution: wildcard || cidrs.length > 0 ? 'NONE' : 'DNS',
    ports: ports.map(emitPort),
    exportTo: namespaces,
    ...(cidrs.length === 0 ? {} : { addresses: cidrs }),
  };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: managedMetadata(namespace, name),
    spec,
  };
}

const protocols = { grpc: 'GRPC', http: 'HTTP', https: 'HTTPS', tcp: 'TCP', tls: 'TLS' } as const;

function emitPort({ name, port, application }: ExternalPortModel) {
  return { number: port, name, protocol: protocols[application] };
}
