import type { ClusterModel } from '../model/cluster-model';
import type { Connection, ConnectionPort } from '../model/connection';
import type { WorkloadModel } from '../model/workload-model';
import { connectionsByEnd } from './connections-by-end';
import { onPort } from './destination-port';
import { enrolledWorkloads } from './enrolled-workloads';
import { isInMesh } from './is-in-mesh';
import type { ServiceDestination, TrafficModel } from './mesh-model';
import type { ServedPort } from './routed-ports';

/**
 * Opens the way to every workload that a traffic policy sends another one's requests to, such as a canary: for the same
 * clients, on the ports that stand for those that they may ask, and for no more than they may ask there. Without it an
 * isolated canary would refuse its share of the requests. Clients outside the mesh stay with the workload that they ask: no
 * proxy sends their requests anywhere else.
 */
export function connectDestinations(model: ClusterModel, traffic: Iterable<TrafficModel>): void {
  const { cluster } = model;
  const { to: byServer } = connectionsByEnd(model.connections);
  const enrolled = enrolledWorkloads(model);
  // Without a mesh the network itself routes, whoever asks.
  const isRouted = ({ from }: Connection) => cluster.mesh === undefined || isInMesh(from, enrolled, cluster);
  for (const each of traffic) {
    const { workload, ports: routed, origin } = each;
    const clients = [...(byServer.get(workload) ?? []), ...(byServer.get(workload.namespace) ?? [])].filter(isRouted);
    for (const [to, destination] of destinationsOf(each)) {
      for (const connection of clients) {
        const ports = routed
          .filter((port) => opens(connection, port))
          .flatMap((port) => onPort(destination, port))
          .map(({ protocol, containerPort }): ConnectionPort => ({ protocol, port: containerPort }));
        if (ports.length > 0) model.connect({ ...connection, to: { type: 'workload', workload: to }, ports, origin });
      }
    }
  }
}

/** The workloads that requests are sent to instead of the one that they are for. */
export function destinationsOf({ workload, routes, mirror }: TrafficModel): Map<WorkloadModel, ServiceDestination> {
  const destinations = [
    ...routes.flatMap((route): readonly ServiceDestination[] => route.destinations),
    ...(mirror === undefined ? [] : [mirror.service]),
  ];
  const byWorkload = new Map(destinations.map((destination) => [destination.workload, destination]));
  byWorkload.delete(workload);
  return byWorkload;
}

function opens({ ports }: Connection, { containerPort, protocol }: ServedPort): boolean {
  if (ports.length === 0) return true;
  return ports.some(
    (open) => open.protocol === protocol && open.port <= containerPort && containerPort <= (open.endPort ?? open.port),
  );
}
