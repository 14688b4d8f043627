import type { ConnectionPort } from '../../../model/connection';
import type { WorkloadModel } from '../../../model/workload-model';
import type { AuthorizationRule, MeshWorkload, ServiceDestination } from '../../mesh-model';
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
      ...destinationsOf(server).map((destination) => ({
        waypoint,
        workload: destination.workload,
        ports: servedPorts(destination.workload, destination.servicePort),
      })),
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

function destinationsOf({ workload, traffic }: MeshWorkload): readonly ServiceDestination[] {
  if (traffic === undefined) return [];
  const { routes, mirror } = traffic;
  const destinations = routes.flatMap((route): readonly ServiceDestination[] => route.destinations);
  return [...destinations, ...(mirror === undefined ? [] : [mirror.service])].filter(
    (destination) => destination.workload !== workload,
  );
}

function servedPorts({ ports }: WorkloadModel, only?: number): ConnectionPort[] {
  return ports.flatMap(({ containerPort, servicePort, protocol }) =>
    protocol === 'TCP' && servicePort !== undefined && (only === undefined || servicePort === only)
      ? [{ protocol, port: containerPort }]
      : [],
  );
}
