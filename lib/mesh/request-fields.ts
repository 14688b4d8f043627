import type { TrafficPolicy } from '../model/traffic-policy';

/** What a traffic policy says about requests, field by field: a server whose bytes nothing looks into cannot have it. */
export function requestFields({
  timeout,
  retries,
  routes,
  mirror,
  fault,
  rateLimit,
  circuitBreaker = {},
  loadBalancing,
}: TrafficPolicy): string[] {
  const { maxPendingRequests, maxRequests, maxRequestsPerConnection } = circuitBreaker;
  const hashes = loadBalancing?.policy === 'consistent-hash' && !('sourceIp' in loadBalancing);
  const declared: Readonly<Record<string, boolean>> = {
    timeout: timeout !== undefined,
    // Connections are never sent again: that is what false asks for.
    retries: retries !== undefined && retries !== false,
    routes: routes !== undefined && routes.length > 0,
    mirror: mirror !== undefined,
    fault: fault !== undefined,
    rateLimit: rateLimit !== undefined,
    'circuitBreaker.maxPendingRequests': maxPendingRequests !== undefined,
    'circuitBreaker.maxRequests': maxRequests !== undefined,
    'circuitBreaker.maxRequestsPerConnection': maxRequestsPerConnection !== undefined,
    loadBalancing: hashes,
  };
  return Object.keys(declared).filter((field) => declared[field] === true);
}

/** The rest: what it says about connections. */
export function withoutRequestFields(policy: TrafficPolicy): TrafficPolicy {
  const { split, outlierDetection, localityFailover, loadBalancing, circuitBreaker } = policy;
  const { maxConnections, connectTimeout } = circuitBreaker ?? {};
  const connections = {
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(connectTimeout === undefined ? {} : { connectTimeout }),
  };
  return {
    ...(split === undefined ? {} : { split }),
    ...(outlierDetection === undefined ? {} : { outlierDetection }),
    ...(localityFailover === undefined ? {} : { localityFailover }),
    ...(loadBalancing === undefined || requestFields({ loadBalancing }).length > 0 ? {} : { loadBalancing }),
    ...(Object.keys(connections).length === 0 ? {} : { circuitBreaker: connections }),
  };
}
