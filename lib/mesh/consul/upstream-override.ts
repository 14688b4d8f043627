import type { ServiceDefaultsSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { CircuitBreaker, OutlierDetection } from '../../model/traffic-policy';
import { formatDuration } from '../format-duration';
import type { TrafficModel } from '../mesh-model';
import { consulServiceName } from './consul-service';

type Upstream = NonNullable<NonNullable<Plain<ServiceDefaultsSpec>['upstreamConfig']>['overrides']>[number];

/** How many requests a client's proxy sends to a server, and when it leaves a pod out; nothing where nothing was declared. */
export function emitUpstreamOverride(server: TrafficModel | undefined): (Upstream & { readonly name: string })[] {
  if (server === undefined) return [];
  const { circuitBreaker = {}, outlierDetection } = server.policy;
  const limits = emitLimits(circuitBreaker);
  if (Object.keys(limits).length === 0 && outlierDetection === undefined) return [];
  return [
    {
      name: consulServiceName(server.workload),
      ...(Object.keys(limits).length === 0 ? {} : { limits }),
      ...(outlierDetection === undefined ? {} : { passiveHealthCheck: emitHealthCheck(outlierDetection) }),
    },
  ];
}

function emitLimits({
  maxConnections,
  maxPendingRequests,
  maxRequests,
}: CircuitBreaker): NonNullable<Upstream['limits']> {
  return {
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(maxPendingRequests === undefined ? {} : { maxPendingRequests }),
    ...(maxRequests === undefined ? {} : { maxConcurrentRequests: maxRequests }),
  };
}

function emitHealthCheck({
  consecutiveErrors,
  interval,
  baseEjectionTime,
  maxEjectionPercent,
}: OutlierDetection): NonNullable<Upstream['passiveHealthCheck']> {
  return {
    maxFailures: consecutiveErrors,
    ...(interval === undefined ? {} : { interval: formatDuration(interval) }),
    ...(baseEjectionTime === undefined ? {} : { baseEjectionTime: formatDuration(baseEjectionTime) }),
    ...(maxEjectionPercent === undefined ? {} : { maxEjectionPercent }),
  };
}
