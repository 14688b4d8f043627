import type { ClusterModel } from '../../../model/cluster-model';
import type { Connection, Peer, WorkloadPeer } from '../../../model/connection';
import type { WorkloadModel } from '../../../model/workload-model';
import { istioPorts } from '../../../products/istio';
import { connectionsByEnd } from '../../connections-by-end';
import { isInMesh } from '../../is-in-mesh';
import { istioFacts } from '../facts';
import { hbonePort, type PlannedWaypoint } from './waypoint';
import type { WaypointTarget } from './waypoint-clients';

/**
 * Opens the way through waypoints in network policies: from the declared clients to the waypoint, from there to the pods and
 * to services outside, and to istiod. Waypoints are pods of the namespace like any others: its default would cut them off.
 */
export function connectWaypoints(
  waypoints: readonly PlannedWaypoint[],
  targets: readonly WaypointTarget[],
  enrolled: ReadonlySet<WorkloadModel>,
  model: ClusterModel,
): void {
  const { to } = connectionsByEnd(model.connections);
  const leaving = model.connections.filter((connection) => connection.to.type === 'external');
  for (const { pods, servers, externals } of waypoints) {
    const waypoint: WorkloadPeer = { type: 'workload', workload: pods };
    model.addInfrastructure(pods);
    model.need({
      reason: 'istio control plane',
      direction: 'egress',
      workload: pods,
      peer: { type: 'pods', namespace: istioFacts(model.cluster).rootNamespace, podLabels: { app: 'istiod' } },
      ports: [{ protocol: 'TCP', port: istioPorts.controlPlane }],
    });
    const coming = servers.flatMap(({ workload }) => [
      ...(to.get(workload) ?? []),
      ...(to.get(workload.namespace) ?? []),
    ]);
    const outside = leaving.filter((each) => externals.some(({ service }) => isTo(each, service)));
    for (const { from, origin } of [...coming, ...outside]) {
      if (isInMesh(from, enrolled, model.cluster)) model.connect({ from, to: waypoint, ports: [hbonePort], origin });
    }
    for (const each of outside) model.connect({ ...each, from: waypoint });
  }
  for (const { waypoint, workload, ports } of targets) {
    model.connect({
      from: { type: 'workload', workload: waypoint.pods },
      to: { type: 'workload', workload },
      // Pods outside the mesh are asked in plain text, on their own ports.
      ports: enrolled.has(workload) ? [hbonePort] : ports,
      origin: waypoint.pods.origin,
    });
  }
}

function isTo({ to }: Connection, service: Extract<Peer, { type: 'external' }>['service']): boolean {
  return to.type === 'external' && to.service === service;
}
