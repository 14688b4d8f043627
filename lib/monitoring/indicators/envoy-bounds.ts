/**
 * The bounds that Envoy's histograms have by default, in milliseconds, up to ten minutes: Prometheus writes larger ones in
 * more than one way.
 *
 * See https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/metrics/v3/stats.proto
 */
export const envoyBounds: readonly number[] = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 600_000,
];
