import type { ClusterModel } from '../../model/cluster-model';
import type { TrafficModel } from '../mesh-model';
import { refuseField } from '../refuse-field';
import { inexpressibleMatch } from './http-match';
import { reachableDestinations } from './reachable-destinations';

/** A traffic policy without the routes that proxies beside the pods cannot make; they are refused. */
export function sidecarRoutes(declared: TrafficModel, model: ClusterModel): TrafficModel {
  const traffic = reachableDestinations(declared, 'istio-sidecar', model);
  const routes = traffic.routes.filter(({ match }, index) => {
    const reason = match === undefined ? undefined : inexpressibleMatch(match);
    if (reason === undefined) return true;
    const alternative = 'match one header or cookie by a pattern, or send a header that stands for both';
    refuseField(traffic, { field: `routes[${index}].match`, reason, alternative }, 'istio-sidecar', model);
    return false;
  });
  return { ...traffic, routes };
}
