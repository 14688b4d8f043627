import { Duration } from 'cdk8s';
import type {
  CircuitBreaker,
  LoadBalancing,
  OutlierDetection,
  RateLimit,
  RetryCondition,
  RetryPolicy,
  RouteMatch,
  TrafficPolicy,
} from '../../../lib';
import type { Shop } from './shop';

/** One value of a field, and the policy that it is compared with. */
export interface TrafficVariant {
  readonly title: string;
  /** Path of what is declared, below `traffic`. */
  readonly intent: string;
  /** Paths of what the policy says besides, below `traffic`. @default none */
  readonly besides?: readonly string[];
  readonly policy: (shop: Shop) => TrafficPolicy;
  /** @default none */
  readonly without?: (shop: Shop) => TrafficPolicy;
}

const seconds = (count: number) => Duration.seconds(count);

const circuitBreakers: { readonly [Field in keyof Required<CircuitBreaker>]: Required<CircuitBreaker>[Field] } = {
  maxConnections: 100,
  maxPendingRequests: 50,
  maxRequests: 200,
  maxRequestsPerConnection: 10,
  connectTimeout: Duration.millis(500),
};

const outlierDetections: {
  readonly [Field in Exclude<keyof OutlierDetection, 'consecutiveErrors'>]-?: NonNullable<OutlierDetection[Field]>;
} = { interval: seconds(10), baseEjectionTime: seconds(30), maxEjectionPercent: 50 };

const loadBalancings: Readonly<Record<string, LoadBalancing>> = {
  'least requests': { policy: 'least-request' },
  'round robin': { policy: 'round-robin' },
  random: { policy: 'random' },
  'the hash of a header': { policy: 'consistent-hash', header: 'x-user' },
  'the hash of a cookie': { policy: 'consistent-hash', cookie: { name: 'session', ttl: seconds(3600) } },
  'the hash of the source address': { policy: 'consistent-hash', sourceIp: true },
};

const retryConditions: { readonly [Condition in RetryCondition]: Condition } = {
  '5xx': '5xx',
  'gateway-error': 'gateway-error',
  'connect-failure': 'connect-failure',
  'refused-stream': 'refused-stream',
  reset: 'reset',
  cancelled: 'cancelled',
  'deadline-exceeded': 'deadline-exceeded',
  internal: 'internal',
  'resource-exhausted': 'resource-exhausted',
  unavailable: 'unavailable',
};

const matches: Readonly<Record<string, RouteMatch>> = {
  'a header': { headers: { 'X-Canary': 'yes' } },
  'a header by pattern': { headers: { 'X-Canary': { regex: 'y(es)?' } } },
  'two headers': { headers: { 'X-Canary': 'yes', 'X-Region': 'eu' } },
  'a cookie': { cookies: { canary: 'a.b' } },
  'an exact path': { path: { exact: '/checkout' } },
  'a path prefix': { path: { prefix: '/checkout' } },
  'a method': { method: 'GET' },
  'everything together': { headers: { 'X-Canary': 'yes' }, cookies: { a: 'b' }, path: { prefix: '/c' }, method: 'GET' },
};

const retries = { attempts: 2, on: ['5xx'] } as const satisfies TrafficPolicy['retries'];
/** What some meshes retry on whatever is said: they have other fields of retries with these alone. */
const fixedRetries = {
  attempts: 2,
  on: ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'],
} as const satisfies TrafficPolicy['retries'];
const rateLimit: RateLimit = { requestsPerSecond: 100 };

/** Every field of a traffic policy, in every form that it has: a new one does not compile until it is here. */
export const trafficVariants: Readonly<Record<keyof TrafficPolicy, readonly TrafficVariant[]>> = {
  timeout: [{ title: 'a timeout', intent: 'timeout', policy: () => ({ timeout: seconds(2) }) }],
  retries: [
    { title: 'retries', intent: 'retries', policy: () => ({ retries }) },
    ...Object.values(retryConditions).map((condition): TrafficVariant => ({
      title: `retries on ${condition}`,
      intent: 'retries.on',
      policy: () => ({ retries: { attempts: 2, on: [condition] } }),
      without: () => ({ retries: { attempts: 2, on: condition === '5xx' ? ['reset'] : ['5xx'] } }),
    })),
    { title: 'retries on what a waypoint retries', intent: 'retries.on', policy: () => ({ retries: fixedRetries }) },
    ...[retries, fixedRetries].flatMap(retryFields),
    { title: 'no retries', intent: 'retries', policy: () => ({ retries: false }) },
  ],
  circuitBreaker: Object.entries(circuitBreakers).map(([field, value]) => ({
    title: `a circuit breaker by ${field}`,
    intent: `circuitBreaker.${field}`,
    policy: () => ({ circuitBreaker: { [field]: value } }),
  })),
  outlierDetection: [
    {
      title: 'outlier detection',
      intent: 'outlierDetection',
      policy: () => ({ outlierDetection: { consecutiveErrors: 3 } }),
    },
    ...Object.entries(outlierDetections).map(([field, value]): TrafficVariant => ({
      title: `outlier detection with ${field}`,
      intent: `outlierDetection.${field}`,
      policy: () => ({ outlierDetection: { consecutiveErrors: 3, [field]: value } }),
      without: () => ({ outlierDetection: { consecutiveErrors: 3 } }),
    })),
  ],
  loadBalancing: Object.entries(loadBalancings).map(([name, loadBalancing]) => ({
    title: `load balancing by ${name}`,
    intent: 'loadBalancing',
    policy: () => ({ loadBalancing }),
  })),
  localityFailover: [
    { title: 'locality failover', intent: 'localityFailover', policy: () => ({ localityFailover: true }) },
  ],
  split: [
    { title: 'a split', intent: 'split', policy: ({ canary }) => ({ split: [{ to: canary, weight: 10 }] }) },
    {
      title: 'a split of everything',
      intent: 'split',
      policy: ({ canary }) => ({ split: [{ to: canary, weight: 100 }] }),
      without: ({ canary }) => ({ split: [{ to: canary, weight: 10 }] }),
    },
  ],
  routes: Object.entries(matches).map(([name, match]) => ({
    title: `a route by ${name}`,
    intent: 'routes',
    policy: ({ canary }) => ({ routes: [{ match, to: canary }] }),
  })),
  mirror: [
    { title: 'a mirror', intent: 'mirror', policy: ({ canary }) => ({ mirror: { to: canary, percent: 100 } }) },
    {
      title: 'a mirror of a share',
      intent: 'mirror',
      policy: ({ canary }) => ({ mirror: { to: canary, percent: 5 } }),
      without: ({ canary }) => ({ mirror: { to: canary, percent: 100 } }),
    },
  ],
  fault: [
    {
      title: 'a delay as a fault',
      intent: 'fault.delay',
      policy: () => ({ fault: { delay: { duration: seconds(1), percent: 10 } } }),
    },
    {
      title: 'an error as a fault',
      intent: 'fault.abort',
      policy: () => ({ fault: { abort: { httpStatus: 503, percent: 0.5 } } }),
    },
  ],
  rateLimit: [
    { title: 'a rate limit', intent: 'rateLimit', policy: () => ({ rateLimit }) },
    {
      title: 'a rate limit of each client',
      intent: 'rateLimit.perClient',
      policy: () => ({ rateLimit: { ...rateLimit, perClient: 10 } }),
      without: () => ({ rateLimit }),
    },
  ],
};

/** Fields that meet in one object. */
export const combinedVariants: readonly TrafficVariant[] = [
  {
    title: 'a split within a route, with a timeout and retries',
    intent: 'split',
    besides: ['routes', 'timeout', 'retries'],
    policy: ({ canary }) => ({
      split: [{ to: canary, weight: 5 }],
      routes: [{ match: { headers: { 'X-Canary': 'yes' } }, to: canary }],
      timeout: seconds(2),
      retries,
    }),
    without: () => ({ timeout: seconds(2), retries }),
  },
  {
    title: 'a split with retries on what a waypoint retries',
    intent: 'split',
    besides: ['retries'],
    policy: ({ canary }) => ({ split: [{ to: canary, weight: 5 }], retries: fixedRetries }),
    without: () => ({ retries: fixedRetries }),
  },
];

/** Every other field of retries on some conditions. */
function retryFields(base: Omit<RetryPolicy, 'budget' | 'perTryTimeout'>): TrafficVariant[] {
  const on = base.on.join(' and ');
  return [
    {
      title: `a timeout of each try on ${on}`,
      intent: 'retries.perTryTimeout',
      besides: ['retries.on'],
      policy: () => ({ retries: { ...base, perTryTimeout: Duration.millis(250) } }),
      without: () => ({ retries: base }),
    },
    {
      title: `a retry budget on ${on}`,
      intent: 'retries.budget',
      besides: ['retries.on'],
      policy: () => ({ retries: { ...base, budget: { percent: 20 } } }),
      without: () => ({ retries: base }),
    },
    {
      title: `a retry budget with a minimum on ${on}`,
      intent: 'retries.budget',
      besides: ['retries.on'],
      policy: () => ({ retries: { ...base, budget: { percent: 20, minConcurrency: 3 } } }),
      without: () => ({ retries: { ...base, budget: { percent: 20 } } }),
    },
  ];
}
