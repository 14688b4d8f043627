import type { ServiceDestination } from './mesh-model';
import type { ServedPort } from './routed-ports';

/** A destination, and the one port of its Service that requests of a port go to. */
export type PortDestination<Destination extends ServiceDestination> = Omit<Destination, 'counterparts'> &
  Pick<ServedPort, 'servicePort' | 'containerPort' | 'protocol'>;

/** Where the requests of one port of a Service go; none where the destination has no such port, which was refused. */
export function onPort<Destination extends ServiceDestination>(
  destination: Destination,
  { name }: ServedPort,
): PortDestination<Destination>[] {
  const { counterparts, ...rest } = destination;
  const counterpart = counterparts.get(name);
  if (counterpart === undefined) return [];
  const { servicePort, containerPort, protocol } = counterpart;
  return [{ ...rest, servicePort, containerPort, protocol }];
}
