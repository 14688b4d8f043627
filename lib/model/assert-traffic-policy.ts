import type { Duration } from 'cdk8s';
import { assertRouteMatch } from './assert-route-match';
import type { TrafficPolicy } from './traffic-policy';

/**
 * Throws where a value cannot be right in any mesh. Zero is not "none": a limit of 0 stands for "unlimited" in one mesh
 * and for "nothing" in the other.
 */
export function assertTrafficPolicy(where: string, policy: TrafficPolicy): void {
  for (const [field, value, rule] of numbersOf(policy)) {
    if (value === undefined || rule.holds(value)) continue;
    throw new Error(`${where}: traffic.${field}: Invalid value: ${value}: must be ${rule.text}`);
  }
  for (const [field, duration] of durationsOf(policy)) {
    if (duration === undefined || duration.toMilliseconds() >= 1) continue;
    throw new Error(
      `${where}: traffic.${field}: Invalid value: 0: must be at least a millisecond; leave it out for none`,
    );
  }
  const { retries, routes = [] } = policy;
  if (retries !== undefined && retries !== false && retries.on.length === 0)
    throw new Error(
      `${where}: traffic.retries.on: Required value: at least one condition: with none the mesh would choose`,
    );
  routes.forEach(({ match }, index) => assertRouteMatch(`${where}: traffic.routes[${index}].match`, match));
}

interface NumberRule {
  readonly text: string;
  readonly holds: (value: number) => boolean;
}

const atLeastOne: NumberRule = { text: 'a whole number, at least 1', holds: (n) => Number.isInteger(n) && n >= 1 };
const percent: NumberRule = { text: 'between 0 and 100, inclusive', holds: (n) => n >= 0 && n <= 100 };
const wholePercent: NumberRule = {
  text: 'a whole number between 0 and 100, inclusive',
  holds: (n) => Number.isInteger(n) && percent.holds(n),
};
const status: NumberRule = {
  text: 'a status between 200 and 599, inclusive',
  holds: (n) => Number.isInteger(n) && n >= 200 && n <= 599,
};

function numbersOf({
  retries,
  circuitBreaker,
  outlierDetection,
  split = [],
  mirror,
  fault,
  rateLimit,
}: TrafficPolicy): (readonly [field: string, value: number | undefined, rule: NumberRule])[] {
  const retried = retries === false ? undefined : retries;
  return [
    ['retries.attempts', retried?.attempts, atLeastOne],
    ['retries.budget.percent', retried?.budget?.percent, percent],
    ['retries.budget.minConcurrency', retried?.budget?.minConcurrency, atLeastOne],
    ['circuitBreaker.maxConnections', circuitBreaker?.maxConnections, atLeastOne],
    ['circuitBreaker.maxPendingRequests', circuitBreaker?.maxPendingRequests, atLeastOne],
    ['circuitBreaker.maxRequests', circuitBreaker?.maxRequests, atLeastOne],
    ['circuitBreaker.maxRequestsPerConnection', circuitBreaker?.maxRequestsPerConnection, atLeastOne],
    ['outlierDetection.consecutiveErrors', outlierDetection?.consecutiveErrors, atLeastOne],
    ['outlierDetection.maxEjectionPercent', outlierDetection?.maxEjectionPercent, wholePercent],
    ...split.map(({ weight }, index) => [`split[${index}].weight`, weight, percent] as const),
    ['mirror.percent', mirror?.percent, percent],
    ['fault.delay.percent', fault?.delay?.percent, percent],
    ['fault.abort.percent', fault?.abort?.percent, percent],
    ['fault.abort.httpStatus', fault?.abort?.httpStatus, status],
    ['rateLimit.requestsPerSecond', rateLimit?.requestsPerSecond, atLeastOne],
    ['rateLimit.perClient', rateLimit?.perClient, atLeastOne],
  ];
}

function durationsOf({
  timeout,
  retries,
  circuitBreaker,
  outlierDetection,
  fault,
}: TrafficPolicy): (readonly [field: string, value: Duration | undefined])[] {
  return [
    ['timeout', timeout],
    ['retries.perTryTimeout', retries === false ? undefined : retries?.perTryTimeout],
    ['circuitBreaker.connectTimeout', circuitBreaker?.connectTimeout],
    ['outlierDetection.interval', outlierDetection?.interval],
    ['outlierDetection.baseEjectionTime', outlierDetection?.baseEjectionTime],
    ['fault.delay.duration', fault?.delay?.duration],
  ];
}
