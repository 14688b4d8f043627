import type { ShapeProblem } from '../fleet/shape';
import type { ConnectionPort, Peer } from './connection';
import { formatPeer } from './format-peer';
import { isMetricsPort } from './metrics-port';
import type { PortModel } from './port-model';
import type { WorkloadModel } from './workload-model';

/**
 * The ports of a server that a connection is for: those that are named, or else all that it declares for its clients. A
 * port for metrics is for monitoring alone, and one for peers for the members of a store, unless it is named.
 *
 * A number that a workload does not declare is refused like a name: the connection would open a port that nobody listens
 * on. `{ protocol, port }` opens any port, such as one of a sidecar.
 *
 * @param refuse says what is wrong with a port
 */
export function connectionPorts(
  { from, to }: Ends,
  ports: readonly (string | number | ConnectionPort)[] | undefined,
  refuse: (problem: ShapeProblem) => never,
): ConnectionPort[] {
  const declared = declaredPorts(to);
  if (ports !== undefined)
    return ports.map((port, index) => connectionPort(`ports[${index}]`, to, declared, port, refuse));
  if (to.type === 'workload' && declared.length === 0)
    refuse({
      path: 'ports',
      message: `Required value: ${formatPeer(to)} declares no port that anything could connect to`,
      fix: 'declare its ports, or name one: { protocol, port }',
    });
  return declared
    .filter(({ audience }) => audience === 'clients' || (audience === 'monitoring' && from.type === 'monitoring'))
    .map(({ protocol, port }) => ({ protocol, port }));
}

interface Ends {
  readonly from: Peer;
  readonly to: Peer;
}

interface DeclaredPort extends ConnectionPort {
  readonly name: string;
  /** Whom it is for where a connection does not name it. */
  readonly audience: 'clients' | 'monitoring' | 'peers';
}

function declaredPorts(to: Peer): DeclaredPort[] {
  if (to.type === 'external')
    return to.service.ports.map(({ name, port }) => ({ name, protocol: 'TCP', port, audience: 'clients' }));
  if (to.type !== 'workload') return [];
  const { workload } = to;
  return workload.ports.map((port) => ({
    name: port.name,
    protocol: port.protocol,
    port: port.containerPort,
    audience: audienceOf(workload, port),
  }));
}

function audienceOf(workload: WorkloadModel, port: PortModel): DeclaredPort['audience'] {
  if (port.forPeers === true) return 'peers';
  return isMetricsPort(workload, port) ? 'monitoring' : 'clients';
}

function connectionPort(
  path: string,
  to: Peer,
  declared: readonly DeclaredPort[],
  port: string | number | ConnectionPort,
  refuse: (problem: ShapeProblem) => never,
): ConnectionPort {
  if (typeof port === 'object') return port;
  const found = declared.find((candidate) => candidate.name === port || candidate.port === port);
  if (found !== undefined) return { protocol: found.protocol, port: found.port };
  if (typeof port === 'number') {
    if (to.type !== 'workload' || declared.length === 0 || to.workload.metrics?.port === port)
      return { protocol: 'TCP', port };
    return refuse({
      path,
      message: `Not found: ${port}: must be one of ${listOf(declared)}`,
      fix: `write one of these; { protocol: 'TCP', port: ${port} } opens it for a port that ${formatPeer(to)} does not declare, such as a sidecar's`,
    });
  }
  return refuse(
    declared.length > 0
      ? {
          path,
          message: `Not found: "${port}": must be one of ${listOf(declared)}`,
          fix: 'write the name or the number of one of these',
        }
      : {
          path,
          message: `Invalid value: "${port}": must be a number: ${formatPeer(to)} declares no ports with names`,
          fix: 'write the number of the port',
        },
  );
}

function listOf(declared: readonly DeclaredPort[]): string {
  return declared.map(({ name, port }) => `"${name}" (${port})`).join(', ');
}
