import type { ClusterModel } from '../../model/cluster-model';
import { formatWorkload } from '../../model/workload-model';
import type { ServiceDestination, TrafficModel } from '../mesh-model';
import { refuseField } from '../refuse-field';
import { supportedDestinations } from '../supported-destinations';

/**
 * A traffic policy without the destinations that a proxy does not find: those behind a headless Service. To it, requests go
 * to the address that the client asked, which is one of another workload. They are reported.
 *
 * See `convertResolution` in `pilot/pkg/networking/core/cluster.go` of Istio.
 */
export function reachableDestinations(traffic: TrafficModel, backend: string, model: ClusterModel): TrafficModel {
  const { workload: own, routes, mirror, ...rest } = traffic;
  const isReachable = (field: 'split' | 'routes' | 'mirror', { workload }: ServiceDestination): boolean => {
    if (workload === own || workload.service?.headless !== true) return true;
    refuseField(
      traffic,
      {
        field,
        reason: `Service ${workload.service.name} of ${formatWorkload(workload)} is headless, and a proxy sends requests for one to the address that the client asked, which is not of its pods`,
        alternative: 'put a Service with an address of its own in front of its pods',
      },
      backend,
      model,
    );
    return false;
  };
  return {
    ...rest,
    workload: own,
    routes: supportedDestinations(routes, isReachable),
    ...(mirror !== undefined && isReachable('mirror', mirror.service) ? { mirror } : {}),
  };
}
