import type { GatewaySpec } from '../../../../imports/gateway.networking.k8s.io';
import type { Manifest } from '../../../manifest/objects/manifest';
import type { Plain } from '../../../manifest/objects/plain';
import type { WorkloadModel } from '../../../model/workload-model';
import type { NamespaceModel } from '../../../model/namespace-model';
import { istioLabels, istioPorts, waypointClass } from '../../../products/istio';
import type { ExternalAccess, MeshWorkload } from '../../mesh-model';

/** Name of the one waypoint of a namespace: of its Gateway, its pods' label and their ServiceAccount. */
export const waypointName = 'waypoint';

/** The port on which proxies of the mesh take each other's connections. */
export const hbonePort = { protocol: 'TCP', port: istioPorts.hbone } as const;

/** The proxy of a namespace that looks into requests, and what it does so for. */
export interface PlannedWaypoint {
  readonly namespace: NamespaceModel;
  /** Its pods, as network policies and authorization know them. */
  readonly pods: WorkloadModel;
  /** Workloads whose Services' requests go through it. */
  readonly servers: readonly MeshWorkload[];
  /** Services outside the cluster whose requests go through it. */
  readonly externals: readonly ExternalAccess[];
}

/** The pods that istiod makes for a namespace's waypoint. */
export function waypointPods({ name: namespace, chart, objectLabels, origin }: NamespaceModel): WorkloadModel {
  return {
    name: waypointName,
    namespace,
    controller: { group: 'apps', kind: 'Deployment', namespace, name: waypointName },
    selectorLabels: { 'gateway.networking.k8s.io/gateway-name': waypointName },
    serviceAccountName: waypointName,
    ports: [{ name: 'mesh', containerPort: hbonePort.port, protocol: 'TCP' }],
    probes: [{ handler: 'httpGet', port: istioPorts.ready, path: '/healthz/ready' }],
    metrics: { port: istioPorts.agent, path: '/stats/prometheus' },
    runsToCompletion: false,
    chart,
    objectLabels: { ...objectLabels, 'app.kubernetes.io/name': waypointName },
    origin: `${origin}/${waypointName}`,
  };
}

/** Makes istiod run a waypoint in the namespace, for the Services that are labelled with it. */
export function emitWaypoint({ namespace }: PlannedWaypoint, revision: string | undefined): Manifest {
  const spec: Plain<GatewaySpec> = {
    gatewayClassName: waypointClass,
    listeners: [{ name: 'mesh', port: hbonePort.port, protocol: 'HBONE' }],
  };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: {
      name: waypointName,
      namespace: namespace.name,
      labels: {
        'istio.io/waypoint-for': 'service',
        ...(revision === undefined ? {} : { [istioLabels.revision]: revision }),
      },
    },
    spec,
  };
}
