import { series, sumOfRates, type Matchers } from '../promql';
import { envoyBounds } from './envoy-bounds';
import { slowerThan, type MeshMeasures } from './indicator';

/**
 * What Consul's proxies count of the requests that come in from the mesh: Envoy's own metrics. They know HTTP statuses
 * alone. Namespace and workload are labels of the target.
 *
 * See https://developer.hashicorp.com/consul/docs/connect/observability/service
 */
export const consulMeasures: MeshMeasures = {
  bounds: envoyBounds,
  indicatorOf({ namespace, name }, aim) {
    const asked: Matchers = { envoy_http_conn_manager_prefix: 'public_listener', namespace, workload: name };
    if (aim.kind === 'latency')
      return slowerThan(
        (le) => series('envoy_http_downstream_rq_time_bucket', { ...asked, le }),
        series('envoy_http_downstream_rq_time_count', asked),
        aim.milliseconds,
      );
    return {
      errors: (window) =>
        `(${sumOfRates(series('envoy_http_downstream_rq_xx', { ...asked, envoy_response_code_class: '5' }), window)} or vector(0))`,
      total: (window) => sumOfRates(series('envoy_http_downstream_rq_xx', asked), window),
    };
  },
};
