import type { PodsAt } from '../../../fleet/network-facts';
import { namespaceIdentity, type ClusterModel } from '../../../model/cluster-model';
import type { Connection, Peer } from '../../../model/connection';
import { exposures } from '../../../model/exposure';
import type { WorkloadModel } from '../../../model/workload-model';
import { istioLabels } from '../../../products/istio';
import { connectionsByEnd, type ConnectionsByEnd } from '../../connections-by-end';
import type { MeshModel, MeshWorkload } from '../../mesh-model';
import { refuse, requireInstallation } from '../../refuse';
import { controllerOf } from '../../warn-of-exposure';
import { isIstioGateway } from '../istio-gateway';
import { hbonePort, waypointName, type PlannedWaypoint } from './waypoint';

const by = 'istio';

/** The address that probes of the kubelet come from once a pod's connections are redirected. */
const probeAddress = '169.254.7.127/32';

/** Makes pods part of the mesh by labels, and keeps open what the proxies of the nodes need. */
export function enrolAmbient(mesh: MeshModel, waypoints: readonly PlannedWaypoint[], model: ClusterModel): void {
  for (const { namespace } of mesh.namespaces)
    model.contributions.add(namespaceIdentity(namespace.name), 'object', by, {
      labels: { [istioLabels.dataplaneMode]: 'ambient' },
    });
  const enrolled = new Set(mesh.workloads.map(({ workload }) => workload));
  for (const { controller } of model.workloads.filter((workload) => !enrolled.has(workload)))
    model.contributions.add(controller, 'pods', by, { labels: { [istioLabels.dataplaneMode]: 'none' } });
  for (const { servers } of waypoints) {
    for (const server of servers) {
      const { workload } = server;
      labelService(workload, { [istioLabels.useWaypoint]: waypointName, ...fromOutside(server, model) }, model);
    }
  }
  const connections = connectionsByEnd(model.connections);
  for (const workload of mesh.workloads) {
    refuseProxy(workload, model);
    share(workload, model);
    needPorts(workload.workload, connections, model);
  }
}

/** Without the label a gateway of Istio sends requests from outside to the pods, past what is declared for them. */
function fromOutside({ workload, traffic }: MeshWorkload, model: ClusterModel): Readonly<Record<string, string>> {
  if (traffic === undefined) return {};
  const isExposed = [...exposures.in(model)].some(
    (exposure) => exposure.workload === workload && isIstioGateway(controllerOf(exposure, model)),
  );
  return isExposed ? { 'istio.io/ingress-use-waypoint': 'true' } : {};
}

function labelService(
  { namespace, service }: WorkloadModel,
  labels: Record<string, string>,
  model: ClusterModel,
): void {
  if (service !== undefined)
    model.contributions.add({ group: '', kind: 'Service', namespace, name: service.name }, 'object', by, { labels });
}

/** Connections arrive on the port of the node's proxy, in the pod's own network, and leave for that port of their peers. */
function needPorts(workload: WorkloadModel, connections: ConnectionsByEnd, model: ClusterModel): void {
  for (const direction of ['ingress', 'egress'] as const) {
    const reason = 'istio proxy of the node';
    model.need({ reason, direction, workload, peer: { type: 'declaredPeers' }, ports: [hbonePort] });
    const ends = connections[direction === 'ingress' ? 'to' : 'from'];
    const own = [...(ends.get(workload) ?? []), ...(ends.get(workload.namespace) ?? [])];
    for (const peer of meshedInfrastructure(own, direction, workload, model))
      model.need({ reason, direction, workload, peer: { type: 'pods', ...peer }, ports: [hbonePort] });
  }
  if (workload.probes.length === 0) return;
  model.need({
    reason: 'probes of the kubelet',
    direction: 'ingress',
    workload,
    peer: { type: 'cidrs', cidrs: [probeAddress] },
    ports: workload.probes.map(({ port }) => ({ protocol: 'TCP', port })),
  });
}

/** Controllers and monitoring that talk to the workload, or it to them, as members of the mesh. */
function meshedInfrastructure(
  connections: readonly Connection[],
  direction: 'ingress' | 'egress',
  { metrics }: WorkloadModel,
  { cluster: { network } }: ClusterModel,
): readonly PodsAt[] {
  const peers = connections.map((connection): Peer => (direction === 'ingress' ? connection.from : connection.to));
  const scraped = direction === 'ingress' && metrics !== undefined;
  return [
    ...(network.monitoring !== undefined && (scraped || peers.some(({ type }) => type === 'monitoring'))
      ? [network.monitoring]
      : []),
    ...network.ingressControllers.filter(({ className }) =>
      peers.some((peer) => peer.type === 'ingress' && peer.className === className),
    ),
    ...peers.flatMap((peer) => (peer.type === 'platform' ? [peer.pods] : [])),
  ].filter(({ mesh }) => mesh !== undefined);
}

/** Pods have no proxy of their own. */
function refuseProxy({ workload, proxy }: MeshWorkload, model: ClusterModel): void {
  const { onUnsupported, ...fields } = proxy;
  for (const field of ['proxyResources', 'drain'] as const) {
    if (fields[field] === undefined) continue;
    refuse(model, {
      intent: `mesh.${field}`,
      workload,
      backend: 'istio-ambient',
      reason: 'the proxies run on the nodes and in waypoints, none of them in a pod',
      alternative:
        "leave it out there, or wave it through: workload.mesh({ … }, { onUnsupported: 'warn' }); the node's proxy gets its resources from the installation",
      origin: workload.origin,
      onUnsupported,
    });
  }
}

/** Lets the other clusters of the mesh use a Service. */
function share({ workload, exported }: MeshWorkload, model: ClusterModel): void {
  if (!exported) return;
  labelService(workload, { 'istio.io/global': 'true' }, model);
  requireInstallation(model, {
    intent: 'mesh.exported',
    backend: 'istio-ambient',
    what: 'a mesh of several primary clusters on several networks, each with an east-west gateway (class istio-east-west)',
    fix: 'set the clusters up so, and run waypoints of the same names in all of them',
    origin: workload.origin,
  });
}
