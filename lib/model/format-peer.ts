import type { Peer } from './connection';
import { formatWorkload } from './workload-model';

/** An end of a connection, as messages name it. */
export function formatPeer(peer: Peer): string {
  switch (peer.type) {
    case 'workload':
      return formatWorkload(peer.workload);
    case 'namespace':
      return `${peer.namespace}/*`;
    case 'namespaces':
      return 'namespaces by label';
    case 'cidr':
      return peer.cidr;
    case 'external':
      return `ExternalService ${peer.service.name}`;
    case 'apiServer':
      return 'the API server';
    case 'dns':
      return 'DNS';
    case 'ingress':
      return `ingress class ${peer.className}`;
    case 'platform':
      return peer.name;
    case 'monitoring':
      return 'monitoring';
    case 'remoteWorkload':
      return `${peer.cluster}/${peer.namespace}/${peer.name}`;
  }
}
