import { formatPortName } from '../../reach/questions/exposed-port-names';
import type { Exposure } from '../../reach/questions/exposure';
import type { ConnectionSet } from '../../reach/sets/connection-set';

/** Ports of an exposure for reading: `TCP 80, TCP http; unproved: TCP 443`, numbers first. */
export function formatExposedPorts(exposure: Pick<Exposure, 'ports' | 'unproved' | 'portNames'>): string {
  const { ports, unproved, portNames } = exposure;
  const names = (isUnproved: boolean): readonly string[] =>
    portNames.filter((name) => (name.unproved === true) === isUnproved).map(formatPortName);
  const proved = [...listed(ports.subtract(unproved)), ...names(false)];
  const rest = [...listed(unproved), ...names(true)];
  return [
    ...(proved.length > 0 ? [proved.join(', ')] : []),
    ...(rest.length > 0 ? [`unproved: ${rest.join(', ')}`] : []),
  ].join('; ');
}

function listed(ports: ConnectionSet): readonly string[] {
  return ports.isEmpty ? [] : [ports.toString()];
}
