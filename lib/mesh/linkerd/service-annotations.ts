import type { OutlierDetection, RetryCondition, RetryPolicy } from '../../model/traffic-policy';
import { formatDuration } from '../format-duration';
import type { TrafficModel } from '../mesh-model';

const accrual = 'balancer.linkerd.io/failure-accrual';
/** The longest penalty when nobody says another one. */
const defaultMaxPenalty = 60_000;

/**
 * What the proxies of a Service's clients read from the Service: timeouts, retries, and when a pod gets no requests for a
 * while. Routes of the Service take them over, as long as they have no such annotation themselves.
 */
export function serviceAnnotations({ policy }: TrafficModel): Readonly<Record<string, string>> {
  const { timeout, retries, outlierDetection } = policy;
  return {
    ...(timeout === undefined ? {} : { 'timeout.linkerd.io/request': formatDuration(timeout) }),
    // Without a retry annotation the proxy never retries: that is `false`, too.
    ...(retries === undefined || retries === false ? {} : retryAnnotations(retries)),
    ...(outlierDetection === undefined ? {} : accrualAnnotations(outlierDetection)),
  };
}

function retryAnnotations({ attempts, on, perTryTimeout }: RetryPolicy): Readonly<Record<string, string>> {
  const http = on.filter(isHttpCondition);
  const grpc = on.filter(isGrpcCondition);
  if (attempts === 0 || (http.length === 0 && grpc.length === 0)) return {};
  return {
    ...(http.length === 0 ? {} : { 'retry.linkerd.io/http': http.join(',') }),
    ...(grpc.length === 0 ? {} : { 'retry.linkerd.io/grpc': grpc.join(',') }),
    'retry.linkerd.io/limit': String(attempts),
    ...(perTryTimeout === undefined ? {} : { 'retry.linkerd.io/timeout': formatDuration(perTryTimeout) }),
  };
}

function accrualAnnotations({
  consecutiveErrors,
  baseEjectionTime,
}: OutlierDetection): Readonly<Record<string, string>> {
  const isLong = baseEjectionTime !== undefined && baseEjectionTime.toMilliseconds() > defaultMaxPenalty;
  return {
    [accrual]: 'consecutive',
    [`${accrual}-consecutive-max-failures`]: String(consecutiveErrors),
    ...(baseEjectionTime === undefined
      ? {}
      : { [`${accrual}-consecutive-min-penalty`]: formatDuration(baseEjectionTime) }),
    ...(isLong ? { [`${accrual}-consecutive-max-penalty`]: formatDuration(baseEjectionTime) } : {}),
  };
}

/** Whether a condition is about the status of an HTTP answer. */
export function isHttpCondition(condition: RetryCondition): boolean {
  return condition === '5xx' || condition === 'gateway-error';
}

/** Whether a condition is a gRPC status: only a GRPCRoute makes a proxy look at it. */
export function isGrpcCondition(condition: RetryCondition): boolean {
  return ['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable'].includes(condition);
}
