import { formatPortName } from '../../reach/questions/exposed-port-names';
import type { Exposure } from '../../reach/questions/exposure';

/** Ports of an exposure for reading: `TCP 80, TCP http`, numbers first. */
export function formatExposedPorts({ ports, portNames }: Pick<Exposure, 'ports' | 'portNames'>): string {
  return [...(ports.isEmpty ? [] : [ports.toString()]), ...portNames.map(formatPortName)].join(', ');
}
