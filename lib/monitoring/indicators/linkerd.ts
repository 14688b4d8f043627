import { series, sumOfRates, type Matchers } from '../promql';
import { slowerThan, type MeshMeasures } from './indicator';

/**
 * What Linkerd's proxy counts of the requests to its pod. It says by itself which responses are failures: HTTP by its
 * status, gRPC by the status of gRPC. Namespace and workload are labels of the target.
 *
 * See https://linkerd.io/2/reference/proxy-metrics
 */
export const linkerdMeasures: MeshMeasures = {
  // Of linkerd2-proxy, linkerd/app/core/src/metrics
  bounds: [
    1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400, 500, 1000, 2000, 3000, 4000, 5000, 10_000, 20_000, 30_000,
    40_000, 50_000,
  ],
  indicatorOf({ namespace, name }, aim) {
    const asked: Matchers = { direction: 'inbound', namespace, workload: name };
    if (aim.kind === 'latency')
      return slowerThan(
        (le) => series('response_latency_ms_bucket', { ...asked, le }),
        series('response_latency_ms_count', asked),
        aim.milliseconds,
      );
    return {
      errors: (window) =>
        `(${sumOfRates(series('response_total', { ...asked, classification: 'failure' }), window)} or vector(0))`,
      total: (window) => sumOfRates(series('response_total', asked), window),
    };
  },
};
