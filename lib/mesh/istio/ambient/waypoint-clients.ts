import type { Connection, ConnectionPort } from '../../../model/connection';
import { isMetricsPort } from '../../../model/metrics-port';
import type { WorkloadModel } from '../../../model/workload-model';
import { destinationsOf } from '../../connect-destinations';
import type { ConnectionsByEnd } from '../../connections-by-end';
import { onPort } from '../../destination-port';
import type { AuthorizationRule, MeshWorkload } from '../../mesh-model';
import { opensPort } from '../../opens-port';
import type { PlannedWaypoint } from './waypoint';

/** A workload whose pods a waypoint sends requests to, and the container ports that it does so on. */
export interface WaypointTarget {
  readonly waypoint: PlannedWaypoint;
  readonly workload: WorkloadModel;
  readonly ports: readonly ConnectionPort[];
}

/** Where waypoints send requests: to the pods behind their Services, and to those that a route names instead. */
export function waypointTargets(
  waypoints: readonly PlannedWaypoint[],
  { to }: Pick<ConnectionsByEnd, 'to'>,
): readonly WaypointTarget[] {
  const connectionsTo = (workload: WorkloadModel): readonly Connection[] => [
    ...(to.get(workload) ?? []),
    ...(to.get(workload.namespace) ?? []),
  ];
  return waypoints.flatMap((waypoint) =>
    waypoint.servers.flatMap((server) => [
      { waypoint, workload: server.workload, ports: servedPorts(server.workload, connectionsTo(server.workload)) },
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

/** The ports that its Service shows; one for metrics only where a connection of anybody but monitoring names it. */
function servedPorts(workload: WorkloadModel, connections: readonly Connection[]): ConnectionPort[] {
  const isAsked = (wanted: number): boolean =>
    connections.some(({ from, ports }) => from.type !== 'monitoring' && opensPort(ports, wanted));
  return workload.ports.flatMap((port) => {
    const { containerPort, servicePort, protocol } = port;
    if (protocol !== 'TCP' || servicePort === undefined) return [];
    return isMetricsPort(workload, port) && !isAsked(containerPort) ? [] : [{ protocol, port: containerPort }];
  });
}
