import type { ClusterModel } from '../model/cluster-model';
import type { Connection, ConnectionPort } from '../model/connection';
import { trafficIntents, type TrafficIntent } from '../model/traffic';
import type { WorkloadModel } from '../model/workload-model';
import { connectionsByEnd } from './connections-by-end';
import { enrolledWorkloads } from './enrolled-workloads';
import { isInMesh } from './is-in-mesh';
import { routedPorts } from './routed-ports';

/**
 * Opens the way to every workload that a traffic policy sends another one's requests to, such as a canary: for the same
 * clients, and for no more than they may ask. Without it an isolated canary would refuse its share of the requests.
 * Clients outside the mesh stay with the workload that they ask: no proxy sends their requests anywhere else.
 */
export function connectDestinations(model: ClusterModel): void {
  const { cluster } = model;
  const { to: byServer } = connectionsByEnd(model.connections);
  const enrolled = enrolledWorkloads(model);
  // Without a mesh the network itself routes, whoever asks.
  const isRouted = ({ from }: Connection) => cluster.mesh === undefined || isInMesh(from, enrolled, cluster);
  for (const intent of trafficIntents.in(model)) {
    const { workload, origin } = intent;
    const clients = [...(byServer.get(workload) ?? []), ...(byServer.get(workload.namespace) ?? [])];
    for (const destination of destinationsOf(intent)) {
      const [routed] = routedPorts(destination);
      if (routed === undefined) continue; // Said where the policy is resolved: it has no Service port.
      const ports: ConnectionPort[] = [{ protocol: routed.protocol, port: routed.containerPort }];
      for (const connection of clients) {
        if (isRouted(connection) && mayAskRoutedPort(connection, workload))
          model.connect({ ...connection, to: { type: 'workload', workload: destination }, ports, origin });
      }
    }
  }
}

function destinationsOf({ workload, policy: { split = [], routes = [], mirror } }: TrafficIntent): Set<WorkloadModel> {
  const destinations = new Set(
    [...split, ...routes, ...(mirror === undefined ? [] : [mirror])].map(({ to }) => to.workload),
  );
  destinations.delete(workload);
  return destinations;
}

/** Whether what the policy routes is any of what the connection opens. */
function mayAskRoutedPort({ ports }: Connection, server: WorkloadModel): boolean {
  if (ports.length === 0) return true;
  return routedPorts(server).some(({ containerPort, protocol }) =>
    ports.some(
      (open) =>
        open.protocol === protocol && open.port <= containerPort && containerPort <= (open.endPort ?? open.port),
    ),
  );
}
