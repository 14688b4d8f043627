import { onPort, type PortDestination } from '../destination-port';
import type { RouteModel, ServiceDestination } from '../mesh-model';
import type { ServedPort } from '../routed-ports';

/** A Service as HTTPRoute and GRPCRoute refer to it alike. */
export interface BackendRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port: number;
  readonly weight?: number;
}

/** Parts of a hundred that a weight may be cut into: weights are whole numbers up to a million. */
const partsPerPercent = 10_000;

/** Where a rule sends the requests of a port, and in which shares. Shares of less than one per cent are scaled, all of them alike. */
export function emitBackendRefs(
  destinations: RouteModel['destinations'],
  port: ServedPort,
  namespace: string,
): readonly BackendRef[] {
  const scale = destinations.every(({ weight }) => Number.isInteger(weight)) ? 1 : partsPerPercent;
  const onThisPort = destinations.flatMap((destination) => onPort(destination, port));
  return onThisPort.map(({ weight, ...destination }) => ({
    ...emitBackendRef(destination, namespace),
    ...(destinations.length === 1 ? {} : { weight: Math.round(weight * scale) }),
  }));
}

/** A Service that a route of a namespace refers to. */
export function emitBackendRef(destination: PortDestination<ServiceDestination>, namespace: string): BackendRef {
  return {
    group: '',
    kind: 'Service',
    name: destination.service,
    ...(destination.namespace === namespace ? {} : { namespace: destination.namespace }),
    port: destination.servicePort,
  };
}
