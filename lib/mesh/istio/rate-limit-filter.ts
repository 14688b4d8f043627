import type { EnvoyFilterSpec } from '../../../imports/networking.istio.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { TrafficModel } from '../mesh-model';
import { speaksHttp } from '../routed-ports';

/**
 * Lets each pod answer so many requests a second, and the rest get 429. Counted in the pod's own proxy, after
 * authorization: a refused request uses up nothing. On the ports for clients alone: whoever scrapes metrics is not counted.
 * Undefined where no limit was declared.
 *
 * The port of a patch is the one that the container listens on, see `filterChainMatch` in
 * `pilot/pkg/networking/core/envoyfilter/listener_patch.go` of Istio.
 */
export function emitRateLimitFilter({ workload, service, ports, policy }: TrafficModel): Manifest | undefined {
  const { rateLimit } = policy;
  if (rateLimit === undefined) return undefined;
  const { requestsPerSecond } = rateLimit;
  const spec: Plain<EnvoyFilterSpec> = {
    workloadSelector: { labels: workload.selectorLabels },
    // A patch that is relative to other filters has a place among the patches, or that would be left to chance.
    priority: 10,
    configPatches: ports.filter(speaksHttp).map(({ containerPort }) => ({
      applyTo: 'HTTP_FILTER',
      match: {
        context: 'SIDECAR_INBOUND',
        listener: {
          portNumber: containerPort,
          filterChain: {
            filter: {
              name: 'envoy.filters.network.http_connection_manager',
              subFilter: { name: 'envoy.filters.http.router' },
            },
          },
        },
      },
      patch: { operation: 'INSERT_BEFORE', value: localRateLimit(requestsPerSecond) },
    })),
  };
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: `${service}-rate-limit`, namespace: workload.namespace },
    spec,
  };
}

/** Envoy's filter of that name. Without both fractions it would count, and limit nothing. */
function localRateLimit(requestsPerSecond: number) {
  const always = { default_value: { numerator: 100, denominator: 'HUNDRED' } };
  return {
    name: 'envoy.filters.http.local_ratelimit',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
      stat_prefix: 'http_local_rate_limiter',
      token_bucket: { max_tokens: requestsPerSecond, tokens_per_fill: requestsPerSecond, fill_interval: '1s' },
      filter_enabled: always,
      filter_enforced: always,
    },
  };
}
