import { ConnectionSet } from '../../reach/sets/connection-set';
import { formatAllowed } from '../../reach/mesh/mesh-explanation';
import type { NetworkConnection } from '../../reach/questions/network-connection';

/**
 * What passes, on one line: `TCP 8080`, and where the mesh looks at requests, `TCP 8080 (GET /cart*)`; then what is
 * unproved.
 */
export function formatPassing(
  connection: Pick<NetworkConnection, 'ports' | 'restrictions' | 'unproved' | 'withPorts'>,
): string {
  const { unproved } = connection;
  if (unproved.isEmpty) return formatRequests(connection);
  const proved = connection.ports.subtract(unproved);
  const rest = `unproved: ${unproved.toString()}`;
  return proved.isEmpty ? rest : `${formatRequests(connection.withPorts(proved))}; ${rest}`;
}

function formatRequests({ ports, restrictions }: Pick<NetworkConnection, 'ports' | 'restrictions'>): string {
  const requests = restrictions.map((part) => {
    const on = ConnectionSet.ofIntervals('TCP', part.ports);
    const where = on.equals(ports) ? '' : `${on.toString()}: `;
    return `${where}${part.requests.map(formatAllowed).join(' or ')}`;
  });
  return requests.length === 0 ? ports.toString() : `${ports.toString()} (${requests.join('; ')})`;
}
