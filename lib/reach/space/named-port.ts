import { ConnectionSet, type Protocol } from '../sets/connection-set';
import type { SelectablePods } from './pod-index';

/** Ports of a pod with a name; in every protocol where none is given, and none where the pod has no such port. */
export function namedPort(
  pod: Pick<SelectablePods, 'ports'> | undefined,
  name: string,
  protocol?: Protocol,
): ConnectionSet {
  const found = (pod?.ports ?? []).filter(
    (port) => port.name === name && (protocol === undefined || port.protocol === protocol),
  );
  return ConnectionSet.unionOf(found.map((port) => ConnectionSet.port(port.protocol, port.port)));
}
