import type { ClusterModel } from '../../model/cluster-model';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshModel, MeshWorkload, TrafficModel } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { refuseField } from '../refuse-field';
import { warnOfExposure } from '../warn-of-exposure';
import { supportedPolicy } from './supported-policy';
import { supportedRoutes } from './supported-routes';

/** Reports one field of a traffic policy that Consul cannot express. */
export type RefuseField = (field: string, reason: string, alternative: string) => void;

/** Who asks whom in the mesh: limits stand in the proxies of the clients. */
export interface Clients {
  readonly enrolled: ReadonlySet<WorkloadModel>;
  /** Workloads that some workload of the tree is declared to ask. */
  readonly asked: ReadonlySet<WorkloadModel>;
}

export function clientsIn({ workloads }: MeshModel): Clients {
  return {
    enrolled: new Set(workloads.map(({ workload }) => workload)),
    asked: new Set(workloads.flatMap(({ servers }) => servers)),
  };
}

/** What Consul can express of a workload's traffic; the rest is reported, and left out. */
export function supportedTraffic(
  { workload, authorization }: MeshWorkload,
  traffic: TrafficModel,
  clients: Clients,
  model: ClusterModel,
): TrafficModel {
  const {
    mirror,
    workload: _,
    service,
    ports,
    policy: _policy,
    routes: _routes,
    onUnsupported,
    origin,
    ...rest
  } = traffic;
  nothingLeft(rest);
  const report: RefuseField = (field, reason, alternative) => {
    refuseField(traffic, { field, reason, alternative }, 'consul', model);
  };
  if (mirror !== undefined)
    report(
      'mirror',
      'it copies no requests but by raw configuration of the proxy',
      'send a share of the requests to the other workload: traffic.split',
    );
  // The server's own proxy limits requests and puts in failures; limits of clients that a gateway lacks are refused below.
  warnOfExposure(traffic, model, () => ['rateLimit', 'fault', 'circuitBreaker', 'outlierDetection']);
  const gateways = gatewaysAsking(authorization, model);
  const holders = { anyone: clients.asked.has(workload), gateways };
  return {
    workload,
    service,
    ports,
    onUnsupported,
    origin,
    policy: supportedPolicy(traffic, holders, model.cluster, report),
    routes: supportedRoutes(traffic, clients.enrolled, report),
  };
}

/** Gateways of the mesh that may ask it: their proxies are none of the tree's. */
function gatewaysAsking(authorization: MeshWorkload['authorization'], { cluster }: ClusterModel): readonly string[] {
  const clients = authorization?.rules.flatMap((rule) => rule.clients) ?? [];
  const gateways = cluster.network.ingressControllers.filter((controller) =>
    clients.some(
      (client) =>
        client.type === 'serviceAccount' &&
        client.namespace === controller.namespace &&
        client.name === controller.mesh?.serviceAccountName,
    ),
  );
  return gateways.map(({ className }) => className);
}
