import type { ClusterModel } from '../../model/cluster-model';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshModel, MeshWorkload, TrafficModel } from '../mesh-model';
import { refuseField } from '../refuse-field';
import { warnOfExposure } from '../warn-of-exposure';
import { supportedPolicy } from './supported-policy';

/** Reports one field of a traffic policy that Consul cannot express. */
export type RefuseField = (field: string, reason: string, alternative: string) => void;

/** Workloads that some workload of the tree is declared to ask: limits stand in the proxies of the clients. */
export function askedWorkloads({ workloads }: MeshModel): ReadonlySet<WorkloadModel> {
  return new Set(workloads.flatMap(({ servers }) => servers));
}

/** What Consul can express of a workload's traffic, whose routes it can make; the rest is reported, and left out. */
export function supportedTraffic(
  { workload, authorization }: MeshWorkload,
  traffic: TrafficModel,
  asked: ReadonlySet<WorkloadModel>,
  model: ClusterModel,
): TrafficModel {
  const report: RefuseField = (field, reason, alternative) => {
    refuseField(traffic, { field, reason, alternative }, 'consul', model);
  };
  // The server's own proxy limits requests and puts in failures; limits of clients that a gateway lacks are refused below.
  warnOfExposure(traffic, model, () => ['rateLimit', 'fault', 'circuitBreaker', 'outlierDetection']);
  const gateways = gatewaysAsking(authorization, model);
  const holders = { anyone: asked.has(workload), gateways };
  return { ...traffic, policy: supportedPolicy(traffic, holders, model.cluster, report) };
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
