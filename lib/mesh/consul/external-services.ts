import type { ExternalPortModel } from '../../model/connection';
import type { ExternalAccess } from '../mesh-model';

/** A port of a service outside the mesh, which is a service of its own in Consul. */
export interface ConsulExternalService {
  readonly name: string;
  readonly port: ExternalPortModel;
  readonly access: ExternalAccess;
}

/** What an external service is in Consul: one service a port, named after the port where there are several. */
export function externalServicesOf(access: ExternalAccess): ConsulExternalService[] {
  const { name, ports } = access.service;
  return ports.map((port) => ({ name: ports.length === 1 ? name : `${name}-${port.name}`, port, access }));
}
