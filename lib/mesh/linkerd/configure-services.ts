import type { ClusterModel } from '../../model/cluster-model';
import type { ObjectIdentity } from '../../manifest/objects/object-identity';
import type { WorkloadModel } from '../../model/workload-model';
import { needsRoutes } from '../gateway-api/service-routes';
import type { MeshModel, TrafficModel } from '../mesh-model';
import { askedMetricsPorts } from './asked-metrics';
import { backend } from './facts';
import { isUnseenByClients } from './is-unseen-by-clients';
import { isGrpcCondition, serviceAnnotations } from './service-annotations';

/** Says on Services how clients treat requests to them, and which of them other clusters may mirror. */
export function configureServices({ workloads }: MeshModel, model: ClusterModel): void {
  for (const { workload, traffic, exported } of workloads) {
    if (traffic !== undefined && !isUnseenByClients(traffic) && askedMetricsPorts(traffic, model).length === 0) {
      const annotations = serviceAnnotations(traffic);
      if (Object.keys(annotations).length > 0)
        model.contributions.add(serviceIdentity(workload, traffic.service), 'object', backend, { annotations });
    }
    // Without a Service it was refused before.
    if (exported && workload.service !== undefined)
      model.contributions.add(serviceIdentity(workload, workload.service.name), 'object', backend, {
        labels: { 'mirror.linkerd.io/exported': 'true' },
      });
  }
}

/**
 * Whether the Service needs routes: for requests that go elsewhere, and for gRPC statuses to be looked at, which proxies
 * do for ports with a GRPCRoute.
 */
export function needsServiceRoutes(traffic: TrafficModel): boolean {
  const { retries } = traffic.policy;
  const looksAtStatus = retries !== undefined && retries !== false && retries.on.some(isGrpcCondition);
  return !isUnseenByClients(traffic) && (needsRoutes(traffic) || looksAtStatus);
}

function serviceIdentity({ namespace }: WorkloadModel, name: string): ObjectIdentity {
  return { group: '', kind: 'Service', namespace, name };
}
