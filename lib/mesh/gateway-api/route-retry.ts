import type { RetryCondition, RetryPolicy } from '../../model/traffic-policy';
import type { HttpRouteRule } from './service-routes';

/**
 * Status codes that stand for a condition. Failed connections are retried as soon as a rule has a `retry`, so that they
 * need none; what is left out are gRPC statuses, which arrive with code 200.
 */
const codesOf: Partial<Record<RetryCondition, readonly number[]>> = {
  // The API takes no ranges: the codes that HTTP assigns.
  '5xx': [500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511],
  'gateway-error': [502, 503, 504],
  'connect-failure': [],
  'refused-stream': [],
  reset: [],
};

/** How often a failed request is sent again, and for which answers. */
export function emitRouteRetry({ attempts, on }: RetryPolicy): NonNullable<HttpRouteRule['retry']> {
  const codes = [...new Set(on.flatMap((condition) => codesOf[condition] ?? []))].sort((a, b) => a - b);
  return { attempts, ...(codes.length === 0 ? {} : { codes }) };
}

/** Conditions that no status code stands for. */
export function unsupportedConditions({ on }: RetryPolicy): readonly RetryCondition[] {
  return on.filter((condition) => codesOf[condition] === undefined);
}
