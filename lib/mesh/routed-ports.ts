import type { PortModel } from '../model/port-model';
import type { WorkloadModel } from '../model/workload-model';

/** A port that a Service shows. */
export type ServedPort = PortModel & { readonly servicePort: number };

const routable = new Set<PortModel['application']>(['http', 'http2', 'grpc']);

/** The Service ports of a workload that a traffic policy is about: those that speak HTTP or gRPC, or all where none does. */
export function routedPorts({ ports }: WorkloadModel): ServedPort[] {
  const served = ports.filter((port): port is ServedPort => port.servicePort !== undefined);
  const http = served.filter(speaksHttp);
  return http.length === 0 ? served : http;
}

/** Whether a proxy can tell the requests on a port apart. */
export function speaksHttp({ application }: PortModel): boolean {
  return routable.has(application);
}
