import { clientPorts } from '../model/metrics-port';
import type { PortModel } from '../model/port-model';
import type { WorkloadModel } from '../model/workload-model';

/** A port that a Service shows. */
export type ServedPort = PortModel & { readonly servicePort: number };

const routable = new Set<PortModel['application']>(['http', 'http2', 'grpc']);

/**
 * The Service ports of a workload that a traffic policy is about: those for its clients that speak HTTP or gRPC, or all of
 * them where none does.
 */
export function routedPorts(workload: Pick<WorkloadModel, 'ports' | 'metrics'>): ServedPort[] {
  const served = clientPorts(workload).filter(isServed);
  const http = served.filter(speaksHttp);
  return http.length === 0 ? served : http;
}

/** Whether a Service shows a port. */
export function isServed(port: PortModel): port is ServedPort {
  return port.servicePort !== undefined;
}

/** Whether a proxy sees the single requests on a port. */
export function speaksHttp({ application }: PortModel): boolean {
  return routable.has(application);
}
