import type { CircuitBreaker, OutlierDetection } from '../../model/traffic-policy';
import { nothingLeft } from '../../model/nothing-left';
import type { RefuseField } from './supported-traffic';

/** In whose proxies limits can stand: of workloads of the tree, not of gateways. */
export interface LimitHolders {
  readonly anyone: boolean;
  readonly gateways: readonly string[];
}

/** The limits that Consul has; they stand in the proxies of the clients. */
export function supportedLimits(
  circuitBreaker: CircuitBreaker | undefined,
  holders: LimitHolders,
  refuseField: RefuseField,
): CircuitBreaker | undefined {
  if (circuitBreaker === undefined) return undefined;
  const { maxConnections, maxPendingRequests, maxRequests, maxRequestsPerConnection, connectTimeout, ...rest } =
    circuitBreaker;
  nothingLeft(rest);
  if (maxRequestsPerConnection !== undefined)
    refuseField(
      'circuitBreaker.maxRequestsPerConnection',
      'its proxies reuse connections without a limit',
      'limit the connections (maxConnections) or the requests (maxRequests) instead',
    );
  const limits = {
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(maxPendingRequests === undefined ? {} : { maxPendingRequests }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
  };
  if (Object.keys(limits).length > 0) refuseUnheld('circuitBreaker', holders, refuseField);
  // The time to connect stands with the server, for every client.
  return { ...limits, ...(connectTimeout === undefined ? {} : { connectTimeout }) };
}

/** When a client's proxy leaves a pod out. */
export function supportedDetection(
  detection: OutlierDetection | undefined,
  holders: LimitHolders,
  refuseField: RefuseField,
): OutlierDetection | undefined {
  if (detection === undefined) return undefined;
  const { consecutiveErrors, interval, baseEjectionTime, maxEjectionPercent, ...rest } = detection;
  nothingLeft(rest);
  refuseUnheld('outlierDetection', holders, refuseField);
  return {
    consecutiveErrors,
    ...(interval === undefined ? {} : { interval }),
    ...(baseEjectionTime === undefined ? {} : { baseEjectionTime }),
    ...(maxEjectionPercent === undefined ? {} : { maxEjectionPercent }),
  };
}

/** Consul writes limits into the defaults of the client, so that a client which is none of the tree's has none. */
function refuseUnheld(field: string, { anyone, gateways }: LimitHolders, refuseField: RefuseField): void {
  const alternative =
    'declare who asks it (connections.allowTo), or limit it where it is asked: in the ServiceDefaults of that client';
  if (gateways.length > 0)
    refuseField(
      field,
      `the client's proxy holds it, and those of ${gateways.join(', ')} are not of this tree`,
      alternative,
    );
  else if (!anyone)
    refuseField(field, "the client's proxy holds it, and no workload is declared to ask this one", alternative);
}
