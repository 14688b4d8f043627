import type { ClusterFacts } from '../../../fleet/cluster-facts';
import type { Manifest } from '../../../manifest/objects/manifest';
import type { ClusterModel } from '../../../model/cluster-model';
import type { RetryCondition } from '../../../model/traffic-policy';
import { gatewayApiAtLeast } from '../../gateway-api/at-least';
import { resolveRouteDialect } from '../../gateway-api/route-dialect';
import { expressibleRoutes } from '../../gateway-api/expressible-routes';
import {
  emitServiceRoutes,
  needsRoutes,
  resolveServiceRoutes,
  type ServiceRoutes,
} from '../../gateway-api/service-routes';
import type { TrafficModel } from '../../mesh-model';
import { nothingLeft } from '../../../model/nothing-left';
import { refuseField, type UnsupportedField } from '../../refuse-field';
import { toOwnPods } from '../../to-own-pods';
import { emitDestinationRule } from '../destination-rule';
import { reachableDestinations } from '../reachable-destinations';

const backend = 'istio-ambient';

/**
 * What a waypoint retries on as soon as a route says how often, and nothing else: `5xx` and `gateway-error` are also about
 * requests that are reset, which it does not retry for a status code.
 *
 * See `pilot/pkg/config/kube/gateway/conversion.go` of Istio.
 */
const retryConditions: readonly RetryCondition[] = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'];

/** What a waypoint does with the requests to a Service. */
export interface AmbientTraffic {
  /** Where they go; nothing where they go to the Service's own pods, as they came. */
  readonly routes?: ServiceRoutes;
  /** What the DestinationRule says of pools and outliers. */
  readonly rule: TrafficModel;
}

/** A traffic policy without the routes that a waypoint cannot make; they are refused. */
export function waypointRoutes(traffic: TrafficModel, model: ClusterModel): TrafficModel {
  // Then all of the policy is refused, with one finding.
  if (waypointObstacle(traffic, model) !== undefined) return toOwnPods(traffic);
  return expressibleRoutes(reachableDestinations(traffic, backend, model), model, backend);
}

/** What a waypoint can do of a traffic policy; the rest is refused. Undefined where no waypoint can stand before the Service. */
export function resolveAmbientTraffic(traffic: TrafficModel, model: ClusterModel): AmbientTraffic | undefined {
  const obstacle = waypointObstacle(traffic, model);
  if (obstacle !== undefined) {
    refuseField(traffic, obstacle, backend, model);
    return undefined;
  }
  const { circuitBreaker, outlierDetection, loadBalancing, localityFailover, retries, ...others } = traffic.policy;
  const { timeout: _timeout, fault: _fault, rateLimit: _rateLimit, ...rest } = others;
  nothingLeft(rest);
  refuseSidecarOnly(traffic, model);
  const dialect = resolveRouteDialect(traffic, model, backend, retryConditions);
  const { timeouts, retry, mirror } = dialect;
  const routed = needsRoutes(traffic) || timeouts !== undefined || retry !== undefined || mirror !== undefined;
  const routes = routed ? resolveServiceRoutes(traffic, model, dialect) : undefined;
  return {
    ...(routes === undefined ? {} : { routes }),
    rule: {
      ...traffic,
      policy: {
        ...(circuitBreaker === undefined ? {} : { circuitBreaker }),
        ...(outlierDetection === undefined ? {} : { outlierDetection }),
        ...(loadBalancing === undefined ? {} : { loadBalancing }),
        ...(localityFailover === undefined ? {} : { localityFailover }),
        // A budget without the retries that it is for would limit those that the mesh makes by itself.
        ...(retry === undefined || retries === undefined ? {} : { retries }),
      },
    },
  };
}

/**
 * Routes of the Gateway API, and a DestinationRule for pools and outliers. Never a VirtualService: beside a route its
 * effect is not defined. Empty where nothing is left that a waypoint could do.
 */
export function emitAmbientTraffic({ routes, rule }: AmbientTraffic, cluster: ClusterFacts): readonly Manifest[] {
  const destinationRule = emitDestinationRule(rule, cluster);
  return [
    ...(routes === undefined ? [] : emitServiceRoutes(routes)),
    ...(destinationRule === undefined ? [] : [destinationRule]),
  ];
}

/** Why requests to the Service cannot go through a waypoint at all. */
function waypointObstacle(
  { workload: { service } }: TrafficModel,
  { cluster: { gatewayApi } }: ClusterModel,
): UnsupportedField | undefined {
  if (gatewayApi === undefined || !gatewayApiAtLeast(gatewayApi, 1)) {
    return {
      field: '*',
      reason: `a waypoint and its routes need Gateway API 1.1 or newer, and the cluster has ${gatewayApi?.version ?? 'none'}`,
      alternative: "install it, and say so: new Cluster(…, { gatewayApi: { version: '1.6', channel: 'standard' } })",
    };
  }
  if (service?.headless !== true) return undefined;
  return {
    field: '*',
    reason: `Service ${service.name} is headless: clients go to its pods by address, past the waypoint`,
    alternative: 'put a Service with an address of its own in front of the pods',
  };
}

function refuseSidecarOnly(traffic: TrafficModel, model: ClusterModel): void {
  const { policy } = traffic;
  const report = (field: string, reason: string, alternative: string): void =>
    refuseField(traffic, { field, reason, alternative }, backend, model);
  if (policy.fault !== undefined)
    report(
      'fault',
      'a waypoint puts in failures for a VirtualService alone, which is alpha there and must not stand beside a route',
      'send a share of the requests to a workload that fails or delays: traffic.split',
    );
  if (policy.rateLimit !== undefined)
    report(
      'rateLimit',
      'pods have no proxy that counts what each of them answers: a waypoint counts the requests to all pods of its Services together',
      'limit the load with circuitBreaker.maxRequests, or add an EnvoyFilter of your own, with the waypoint among its targetRefs',
    );
}
