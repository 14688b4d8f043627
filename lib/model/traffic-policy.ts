import type { Duration } from 'cdk8s';
import type { HasWorkload } from './workload-model';

/** How a mesh treats requests to a workload's Service. Every field that a cluster's mesh cannot express stops the synth. */
export interface TrafficPolicy {
  /** After which time a request fails, retries included. @default none */
  readonly timeout?: Duration;
  /**
   * When and how often a failed request is sent again; false for never, also where the mesh would by default.
   *
   * @default the mesh's default
   */
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
  /** A workload that gets a copy of so many per cent of the requests; its answers are dropped. @default none */
  readonly mirror?: { readonly to: HasWorkload; readonly percent: number };
  /** Failures put in on purpose. @default none */
  readonly fault?: FaultInjection;
  /** How many requests a pod accepts. @default none */
  readonly rateLimit?: RateLimit;
}

/** What counts as a failed request, in the words of Envoy's `retry_on`. */
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

/** When and how often a client's proxy sends a failed request again. */
export interface RetryPolicy {
  /** How often a request is sent again, at most: the first try does not count. At least 1. */
  readonly attempts: number;
  /** Failures after which it is: at least one. A mesh that cannot tell one of them refuses it. */
  readonly on: readonly RetryCondition[];
  /** After which time one attempt fails. @default none: the timeout covers all attempts */
  readonly perTryTimeout?: Duration;
  /**
   * Per cent of the running requests that may be retries, so that a service that is down is not flooded; as many as
   * `minConcurrency` may be in any case.
   *
   * @default none
   */
  readonly budget?: { readonly percent: number; readonly minConcurrency?: number };
}

/** Limits beyond which requests are refused at once, so that a slow server does not slow down its clients. */
export interface CircuitBreaker {
  /** Connections that a client's proxy has open to the Service at the same time. @default the mesh's default */
  readonly maxConnections?: number;
  /** Requests that wait for a connection. @default the mesh's default */
  readonly maxPendingRequests?: number;
  /** Requests of a client's proxy that run at the same time. @default the mesh's default */
  readonly maxRequests?: number;
  /** Requests after which a connection is closed. @default the mesh's default */
  readonly maxRequestsPerConnection?: number;
  /** After which time a connection that does not come about has failed. @default the mesh's default */
  readonly connectTimeout?: Duration;
}

/** When a pod that fails is taken out of load balancing, and for how long. */
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

/** How a client's proxy chooses among the pods of a Service. */
export type LoadBalancing =
  | { readonly policy: 'least-request' | 'round-robin' | 'random' }
  /** Requests with the same header, cookie or source address go to the same pod. */
  | { readonly policy: 'consistent-hash'; readonly header: string }
  | { readonly policy: 'consistent-hash'; readonly cookie: { readonly name: string; readonly ttl?: Duration } }
  | { readonly policy: 'consistent-hash'; readonly sourceIp: true };

/** A share of a Service's requests that goes to another workload. */
export interface WeightedDestination {
  /** A workload with a Service of its own. */
  readonly to: HasWorkload;
  /** Per cent of the requests, from 0 to 100. */
  readonly weight: number;
}

/** Requests that go to another workload because of what they carry. */
export interface RouteRule {
  /** All of these must hold. */
  readonly match: RouteMatch;
  /** A workload with a Service of its own. */
  readonly to: HasWorkload;
}

/** What a request must carry; everything that is named must hold, and something must be named. */
export interface RouteMatch {
  /** Headers by name, whose case does not count. @default any */
  readonly headers?: Readonly<Record<string, StringMatch>>;
  /** Cookies by name, with their exact values. @default any */
  readonly cookies?: Readonly<Record<string, string>>;
  /** Path without the query. A prefix is made of whole parts: `/cart` matches `/cart` and `/cart/items`, not `/carts`. @default any */
  readonly path?: { readonly exact: string } | { readonly prefix: string };
  /** HTTP method in capitals. @default any */
  readonly method?: string;
}

/** An exact value, or an RE2 expression that matches the whole of it. */
export type StringMatch = string | { readonly regex: string };

/** Failures that proxies put in on purpose, for tests of what depends on the Service. */
export interface FaultInjection {
  /** Holds back so many per cent of the requests. @default none */
  readonly delay?: { readonly duration: Duration; readonly percent: number };
  /** Answers so many per cent of the requests with a status, from 200 to 599, in place of the server. @default none */
  readonly abort?: { readonly httpStatus: number; readonly percent: number };
}

/** How many requests each pod of the workload accepts in a second; more get 429. */
export interface RateLimit {
  /** For all clients of a pod together. */
  readonly requestsPerSecond: number;
  /** For each client, by its identity. @default none */
  readonly perClient?: number;
}
