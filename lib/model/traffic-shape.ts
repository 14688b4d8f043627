import {
  duration,
  exactlyOneOf,
  fieldsOf,
  fields,
  flag,
  listOf,
  nonEmpty,
  oneOf,
  percent,
  positiveDuration,
  text,
  valueOr,
  variantsOf,
  wholeNumberFrom,
  workloadLike,
} from '../fleet/shape';
import { routeMatchShape } from './route-match-shape';
import type {
  CircuitBreaker,
  FaultInjection,
  LoadBalancing,
  OutlierDetection,
  RateLimit,
  RetryCondition,
  RetryPolicy,
  RouteRule,
  TrafficPolicy,
  WeightedDestination,
} from './traffic-policy';

const retryConditions: Readonly<Record<RetryCondition, true>> = {
  '5xx': true,
  'gateway-error': true,
  'connect-failure': true,
  'refused-stream': true,
  reset: true,
  cancelled: true,
  'deadline-exceeded': true,
  internal: true,
  'resource-exhausted': true,
  unavailable: true,
};

/** Zero is not "none": a limit of 0 stands for "unlimited" in one mesh and for "nothing" in the other. */
const atLeastOne = wholeNumberFrom(1);

const retries = fieldsOf<RetryPolicy>({
  attempts: atLeastOne,
  on: nonEmpty(oneOf(...Object.keys(retryConditions)), 'at least one condition: with none the mesh would choose'),
  'perTryTimeout?': positiveDuration,
  'budget?': fieldsOf<NonNullable<RetryPolicy['budget']>>({ percent, 'minConcurrency?': atLeastOne }),
});

const unhashed = fields({ policy: text });
const loadBalancing = variantsOf('policy', {
  'least-request': unhashed,
  'round-robin': unhashed,
  random: unhashed,
  'consistent-hash': exactlyOneOf(
    ['header', 'cookie', 'sourceIp'],
    fields({
      policy: text,
      'header?': text,
      'cookie?': fields({ name: text, 'ttl?': duration }),
      'sourceIp?': flag,
    }),
  ),
} satisfies Readonly<Record<LoadBalancing['policy'], unknown>>);

/** How a traffic policy is checked: what cannot be right in any mesh is refused. */
export const trafficShape = fieldsOf<TrafficPolicy>({
  'timeout?': positiveDuration,
  'retries?': valueOr(false, retries),
  'circuitBreaker?': fieldsOf<CircuitBreaker>({
    'maxConnections?': atLeastOne,
    'maxPendingRequests?': atLeastOne,
    'maxRequests?': atLeastOne,
    'maxRequestsPerConnection?': atLeastOne,
    'connectTimeout?': positiveDuration,
  }),
  'outlierDetection?': fieldsOf<OutlierDetection>({
    consecutiveErrors: atLeastOne,
    'interval?': positiveDuration,
    'baseEjectionTime?': positiveDuration,
    'maxEjectionPercent?': wholeNumberFrom(0, 100),
  }),
  'loadBalancing?': loadBalancing,
  'localityFailover?': flag,
  'split?': listOf(fieldsOf<WeightedDestination>({ to: workloadLike, weight: percent })),
  'routes?': listOf(fieldsOf<RouteRule>({ match: routeMatchShape, to: workloadLike })),
  'mirror?': fieldsOf<NonNullable<TrafficPolicy['mirror']>>({ to: workloadLike, percent }),
  'fault?': fieldsOf<FaultInjection>({
    'delay?': fieldsOf<NonNullable<FaultInjection['delay']>>({ duration: positiveDuration, percent }),
    'abort?': fieldsOf<NonNullable<FaultInjection['abort']>>({ httpStatus: wholeNumberFrom(200, 599), percent }),
  }),
  'rateLimit?': fieldsOf<RateLimit>({ requestsPerSecond: atLeastOne, 'perClient?': atLeastOne }),
});
