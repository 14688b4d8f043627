import type { PortModel } from '../../model/port-model';
import type { WorkloadModel } from '../../model/workload-model';
import { routedPorts } from '../routed-ports';

/** The protocols that Consul distinguishes; single requests are seen in all but `tcp`. */
export type ConsulProtocol = 'tcp' | 'http' | 'http2' | 'grpc';

/**
 * The name that a workload has in Consul: that of its Service, or of the one that it is registered by. All Kubernetes
 * namespaces share one namespace of Consul, so that it says nothing of the namespace.
 */
export function consulServiceName({ service, name }: Pick<WorkloadModel, 'service' | 'name'>): string {
  return service?.name ?? name;
}

/** The one port that Consul sends requests to; undefined where the workload serves nobody. UDP passes the mesh by. */
export function consulPort(workload: WorkloadModel): PortModel | undefined {
  return routedPorts(workload).find(({ protocol }) => protocol === 'TCP');
}

export function consulProtocol(workload: WorkloadModel): ConsulProtocol {
  const application = consulPort(workload)?.application;
  return application === 'http' || application === 'http2' || application === 'grpc' ? application : 'tcp';
}
