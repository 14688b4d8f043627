import { sumOfRates, type Matcher } from '../promql';

/** What an objective is measured by: how many events there were, and how many of them were bad. */
export interface Indicator {
  /** The events a second that count against the objective, in PromQL, over a window such as `5m`. */
  readonly errors: (window: string) => string;
  /** All events a second, in PromQL, over a window such as `5m`. */
  readonly total: (window: string) => string;
}

/** What is asked of requests: that they do not fail, or that they are answered in time. */
export type RequestAim =
  { readonly kind: 'availability' } | { readonly kind: 'latency'; readonly milliseconds: number };

/** Which series a workload's requests are in: those that Prometheus scrapes from its own proxies. */
export interface MeasuredWorkload {
  readonly namespace: string;
  readonly name: string;
}

/** What a mesh tells of the requests to a workload. */
export interface MeshMeasures {
  /** The bounds of its histogram of durations, in milliseconds: what lies between two of them nobody counted. */
  readonly bounds: readonly number[];
  readonly indicatorOf: (workload: MeasuredWorkload, aim: RequestAim) => Indicator;
}

/**
 * An indicator of what a histogram counts: all events, but for those up to a bound. Prometheus 3 keeps the bound `250` as
 * `250.0`.
 */
export function slowerThan(bucket: (le: Matcher) => string, count: string, bound: number): Indicator {
  const le = Number.isInteger(bound) ? { matches: `${bound}(\\.0)?` } : String(bound);
  return {
    errors: (window) => `${sumOfRates(count, window)} - ${sumOfRates(bucket(le), window)}`,
    total: (window) => sumOfRates(count, window),
  };
}
