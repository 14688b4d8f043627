import type { Duration } from 'cdk8s';
import type { HasWorkload } from './workload-model';

/** How a mesh treats requests to a workload's Service. Every field that a cluster's mesh cannot express stops the synth. */
export interface TrafficPolicy {
  /** After which time a request fails, retries included. @default none */
  readonly timeout?: Duration;
  /** When and how often a failed request is sent again; false for never, also where the mesh would by default. @default the mesh's default */
  readonly retries?: RetryPolicy | false;
  /** Up to which load requests are accepted; more are refused at once. @default none */
  readonly circuitBreaker?: CircuitBreaker;
  /** When a pod that fails gets no requests for a while. @default none */
  readonly outlierDetection?: OutlierDetection;
  /** How requests are shared among pods. @default the mesh's default */
  readonly loadBalancing?: LoadBalancing;
  /** Whether requests stay in the client's zone or region as long as pods there are well. @default false */
  readonly localityFailover?: boolean;
  /** Shares of the requests that go to other workloads, such as a canary; the rest stays. @default none */
  readonly split?: readonly WeightedDestination[];
  /** Requests that go elsewhere because of what they carry; the first match wins. @default none */
  readonly routes?: readonly RouteRule[];
  /** A workload that gets a copy of the requests; its answers are dropped. @default none */
  readonly mirror?: { readonly to: HasWorkload; readonly percent: number };
  /** Failures put in on purpose. @default none */
  readonly fault?: FaultInjection;
  /** How many requests a pod accepts. @default none */
  readonly rateLimit?: RateLimit;
}

export type RetryCondition =
  | '5xx'
  | 'gateway-error'
  | 'connect-failure'
  | 'refused-stream'
  | 'reset'
  /** gRPC statuses. */
  | 'cancelled'
  | 'deadline-exceeded'
  | 'internal'
  | 'resource-exhausted'
  | 'unavailable';

export interface RetryPolicy {
  /** How often a request is sent again. */
  readonly attempts: number;
  readonly on: readonly RetryCondition[];
  /** @default none: the timeout covers all attempts */
  readonly perTryTimeout?: Duration;
  /** Share of the running requests that may be retries. @default none */
  readonly budget?: { readonly percent: number; readonly minConcurrency?: number };
}

export interface CircuitBreaker {
  readonly maxConnections?: number;
  /** Requests that wait for a connection. */
  readonly maxPendingRequests?: number;
  /** Requests that run at the same time. */
  readonly maxRequests?: number;
  readonly maxRequestsPerConnection?: number;
  readonly connectTimeout?: Duration;
}

export interface OutlierDetection {
  /** Failures in a row after which a pod is taken out. */
  readonly consecutiveErrors: number;
  /** How often pods are judged. @default the mesh's default */
  readonly interval?: Duration;
  /** For how long a pod is taken out the first time. @default the mesh's default */
  readonly baseEjectionTime?: Duration;
  /** Share of the pods that may be out at the same time. @default the mesh's default */
  readonly maxEjectionPercent?: number;
}

export type LoadBalancing =
  | { readonly policy: 'least-request' | 'round-robin' | 'random' }
  /** Requests with the same header, cookie or source address go to the same pod. */
  | { readonly policy: 'consistent-hash'; readonly header: string }
  | { readonly policy: 'consistent-hash'; readonly cookie: { readonly name: string; readonly ttl?: Duration } }
  | { readonly policy: 'consistent-hash'; readonly sourceIp: true };

export interface WeightedDestination {
  readonly to: HasWorkload;
  /** Per cent of the requests, from 0 to 100. */
  readonly weight: number;
}

export interface RouteRule {
  /** All of these must hold. */
  readonly match: RouteMatch;
  readonly to: HasWorkload;
}

export interface RouteMatch {
  readonly headers?: Readonly<Record<string, StringMatch>>;
  readonly cookies?: Readonly<Record<string, string>>;
  /** A prefix is made of whole parts: `/cart` matches `/cart` and `/cart/items`, but not `/carts`. */
  readonly path?: { readonly exact: string } | { readonly prefix: string };
  /** In capitals. */
  readonly method?: string;
}

export type StringMatch = string | { readonly regex: string };

export interface FaultInjection {
  readonly delay?: { readonly duration: Duration; readonly percent: number };
  readonly abort?: { readonly httpStatus: number; readonly percent: number };
}

export interface RateLimit {
  /** For all clients of a pod together. */
  readonly requestsPerSecond: number;
  /** For each client, told apart by identity. @default none */
  readonly perClient?: number;
}
