import type { IngressControllerFacts } from '../../../fleet/network-facts';
import type { Manifest } from '../../../manifest/objects/manifest';
import type { ClusterModel } from '../../../model/cluster-model';
import type { TrafficPolicy } from '../../../model/traffic-policy';
import { formatWorkload, type WorkloadModel } from '../../../model/workload-model';
import { gatewayApiAtLeast } from '../../gateway-api/at-least';
import type { ExternalAccess, MeshModel, MeshWorkload } from '../../mesh-model';
import { requireInstallation } from '../../refuse';
import { warnOfExposure } from '../../warn-of-exposure';
import { isIstioGateway } from '../istio-gateway';
import { waypointObstacle } from '../external-hosts';
import { emitAmbientTraffic, resolveAmbientTraffic } from './ambient-traffic';
import { waypointPods, type PlannedWaypoint } from './waypoint';

/** Which namespaces get a waypoint, for which Services, and what it does with their requests. */
export interface AmbientPlan {
  readonly waypoints: readonly PlannedWaypoint[];
  readonly traffic: ReadonlyMap<MeshWorkload, readonly Manifest[]>;
}

/** Plans a waypoint where a rule needs one, and only there: methods and paths, a traffic policy, a service outside the cluster. */
export function planWaypoints(mesh: MeshModel, model: ClusterModel): AmbientPlan {
  const traffic = new Map<MeshWorkload, readonly Manifest[]>();
  const servers: MeshWorkload[] = [];
  for (const workload of mesh.workloads) {
    const resolved = workload.traffic === undefined ? undefined : resolveAmbientTraffic(workload.traffic, model);
    const manifests = resolved === undefined ? [] : emitAmbientTraffic(resolved, model.cluster);
    traffic.set(workload, manifests);
    if (workload.traffic !== undefined && manifests.length > 0)
      warnOfExposure(workload.traffic, model, reachesWaypoint);
    if (needsRequests(workload, model) || manifests.length > 0) servers.push(workload);
  }
  const externals = mesh.externals.filter((external) => canLeaveThroughWaypoint(external, model));
  const namespaces = [
    ...servers.map(({ workload }) => workload.namespace),
    ...externals.map(({ service }) => service.namespace),
  ];
  const waypoints = [...new Set(namespaces)].flatMap((name): PlannedWaypoint[] => {
    const namespace = model.namespaces.get(name);
    if (namespace === undefined) return [];
    return [
      {
        namespace,
        pods: waypointPods(namespace),
        servers: servers.filter(({ workload }) => workload.namespace === name),
        externals: externals.filter(({ service }) => service.namespace === name),
      },
    ];
  });
  return { waypoints, traffic };
}

/** Whether requests from outside go through the waypoint, too: those that a gateway of Istio's own lets in. */
function reachesWaypoint(controller: IngressControllerFacts | undefined): readonly (keyof TrafficPolicy)[] {
  return isIstioGateway(controller) ? throughWaypoint : [];
}

const throughWaypoint: readonly (keyof TrafficPolicy)[] = [
  'routes',
  'split',
  'mirror',
  'timeout',
  'retries',
  'circuitBreaker',
  'outlierDetection',
  'loadBalancing',
  'localityFailover',
];

/** Whether some rule of a workload is about requests; reported where no waypoint could enforce it. */
function needsRequests({ workload, authorization }: MeshWorkload, model: ClusterModel): boolean {
  const rules = authorization?.rules.filter(({ http }) => http !== undefined) ?? [];
  let enforced = false;
  for (const { clients, origin } of rules) {
    const anonymous = clients.find(({ type }) => type === 'cidr' || type === 'unmeshedPods');
    const obstacle = obstacleTo(workload, model) ?? (anonymous === undefined ? undefined : pastWaypoint);
    if (obstacle === undefined) {
      enforced = true;
      continue;
    }
    const [reason, fix] = obstacle;
    model.report({
      id: 'unsupported-mesh-connection',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
      path: 'connection.http',
      message: `Forbidden: istio-ambient on ${model.cluster.name} cannot enforce methods and paths for ${formatWorkload(workload)}: ${reason}`,
      fix,
      origin,
    });
  }
  return enforced;
}

const pastWaypoint = [
  'a client outside the mesh goes to the pods, past the waypoint that would look at its requests',
  'take the client into the mesh, or leave "http" out of its connection',
] as const;

function obstacleTo({ service }: WorkloadModel, { cluster }: ClusterModel): readonly [string, string] | undefined {
  if (cluster.gatewayApi === undefined) {
    return [
      'a waypoint needs the Gateway API, and the cluster has none',
      "install it, and say so: new Cluster(…, { gatewayApi: { version: '1.6', channel: 'standard' } })",
    ];
  }
  if (service === undefined)
    return ['it has no Service that a waypoint could stand before', 'put a Service in front of the pods'];
  if (!service.headless) return undefined;
  return [
    'its Service is headless, so that clients go to the pods by address, past the waypoint',
    'put a Service with an address of its own in front of the pods',
  ];
}

/** Where requests leave as they are, network policies alone say whose. */
function canLeaveThroughWaypoint({ service }: ExternalAccess, model: ClusterModel): boolean {
  const { gatewayApi } = model.cluster;
  const hosts = service.hosts.join(', ');
  const obstacle =
    gatewayApi !== undefined && gatewayApiAtLeast(gatewayApi, 0)
      ? waypointObstacle(service, model.cluster)
      : {
          what: `the Gateway API, for a waypoint through which requests to ${hosts} leave and which knows their clients`,
          fix: "install it, and say so: new Cluster(…, { gatewayApi: { version: '1.6', channel: 'standard' } })",
        };
  if (obstacle === undefined) return true;
  requireInstallation(model, {
    intent: 'connection.to',
    backend: 'istio-ambient',
    what: obstacle.what,
    fix: `${obstacle.fix}; until then network policies alone hold clients to it`,
    origin: service.origin,
  });
  return false;
}
