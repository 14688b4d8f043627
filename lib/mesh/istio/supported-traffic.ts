import type { ClusterModel } from '../../model/cluster-model';
import type { MeshWorkload, TrafficModel } from '../mesh-model';
import { refuseField } from '../refuse-field';
import { speaksHttp } from '../routed-ports';

/** A traffic policy without what proxies beside the pods cannot do; that is refused. Undefined where none was declared. */
export function supportedTraffic(meshWorkload: MeshWorkload, model: ClusterModel): TrafficModel | undefined {
  const { traffic } = meshWorkload;
  if (traffic === undefined) return undefined;
  const { workload, policy } = traffic;
  const { loadBalancing, localityFailover, outlierDetection, rateLimit, ...rest } = policy;
  const expressible = (field: string, reason: string | undefined, alternative: string): boolean => {
    if (reason !== undefined) refuseField(traffic, { field, reason, alternative }, 'istio-sidecar', model);
    return reason === undefined;
  };
  const headless =
    workload.service?.headless === true ? 'clients of a headless Service choose the pod by its address' : undefined;
  const ejected = outlierDetection?.maxEjectionPercent ?? 100;
  const share =
    ejected < 100
      ? `with maxEjectionPercent ${ejected} the other failing pods of a zone keep getting requests`
      : undefined;
  const oneCount =
    'serve one HTTP port, and encrypted requests alone, or limit the load with circuitBreaker.maxRequests';
  const inCluster = 'put a Service with an address of its own in front of the pods';
  expressible(
    'rateLimit.perClient',
    rateLimit?.perClient === undefined ? undefined : 'the count in a proxy does not tell clients apart',
    'leave perClient out, or limit each client with circuitBreaker.maxRequests',
  );
  return {
    ...traffic,
    policy: {
      ...rest,
      ...(outlierDetection === undefined ? {} : { outlierDetection }),
      ...(loadBalancing !== undefined && expressible('loadBalancing', headless, inCluster) ? { loadBalancing } : {}),
      ...(localityFailover === true &&
      expressible('localityFailover', headless, inCluster) &&
      expressible('localityFailover', share, 'set outlierDetection.maxEjectionPercent to 100, or leave it out')
        ? { localityFailover }
        : {}),
      ...(rateLimit !== undefined && expressible('rateLimit', uncountable(meshWorkload, traffic), oneCount)
        ? { rateLimit: { requestsPerSecond: rateLimit.requestsPerSecond } }
        : {}),
    },
  };
}

/** A proxy counts each port apart, and encrypted requests apart from others: only one of them is one limit. */
function uncountable({ mutualTls, permissivePorts }: MeshWorkload, { ports }: TrafficModel): string | undefined {
  if (ports.filter(speaksHttp).length > 1) return 'a proxy counts the requests of each port apart';
  const mixed =
    mutualTls === 'permissive' || ports.some(({ containerPort }) => permissivePorts.includes(containerPort));
  return mixed ? 'a proxy counts encrypted requests apart from unencrypted ones, and takes both' : undefined;
}
