import type { ConnectionPort } from '../../../model/connection';
import type { WorkloadModel } from '../../../model/workload-model';
import { destinationsOf } from '../../connect-destinations';
import { onPort } from '../../destination-port';
import type { AuthorizationRule, MeshWorkload } from '../../mesh-model';
import type { Waypoint } from './waypoint';

/** A workload whose pods a waypoint sends requests to, and the container ports that it does so on. */
export interface WaypointTarget {
  readonly waypoint: Waypoint;
  readonly workload: WorkloadModel;
  readonly ports: readonly ConnectionPort[];
}

/** Where waypoints send requests: to the pods behind their Services, and to those that a route names instead. */
export function waypointTargets(waypoints: readonly Waypoint[]): readonly WaypointTarget[] {
  return waypoints.flatMap((waypoint) =>
    waypoint.servers.flatMap((server) => [
      { waypoint, workload: server.workload, ports: servedPorts(server.workload) },
      ...destinationsIn(server).map(([workload, ports]) => ({ waypoint, workload, ports })),
    ]),
  );
}

/** The rules that let waypoints connect to a workload's pods: the proxy of a node sees them, not their clients. */
export function waypointRules(
  targets: readonly WaypointTarget[],
): ReadonlyMap<WorkloadModel, readonly AuthorizationRule[]> {
  const rules = new Map<WorkloadModel, Map<string, AuthorizationRule>>();
  for (const { waypoint, workload, ports } of targets) {
    const { namespace, serviceAccountName: name, origin } = waypoint.pods;
    const own = rules.get(workload) ?? new Map<string, AuthorizationRule>();
    rules.set(workload, own);
    const key = `${namespace} ${ports.map(({ port }) => port).join()}`;
    own.set(key, { clients: [{ type: 'serviceAccount', namespace, name }], ports, origin });
  }
  return new Map([...rules].map(([workload, own]) => [workload, [...own.values()]]));
}

/** Where the routes of a workload send requests instead, and on which ports. */
function destinationsIn({ traffic }: MeshWorkload): readonly (readonly [WorkloadModel, readonly ConnectionPort[]])[] {
  if (traffic === undefined) return [];
  return [...destinationsOf(traffic)].map(([workload, destination]) => {
    const ports = traffic.ports.flatMap((port) => onPort(destination, port));
    return [workload, ports.map(({ protocol, containerPort }) => ({ protocol, port: containerPort }))];
  });
}

function servedPorts({ ports }: WorkloadModel): ConnectionPort[] {
  return ports.flatMap(({ containerPort, servicePort, protocol }) =>
    protocol === 'TCP' && servicePort !== undefined ? [{ protocol, port: containerPort }] : [],
  );
}
