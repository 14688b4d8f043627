import { series, sumOfRates, type Matchers } from '../promql';
import { envoyBounds } from './envoy-bounds';
import { slowerThan, type MeshMeasures } from './indicator';

/**
 * Istio's standard metrics, as the proxy of the asked pod reports them. A gRPC request fails by its status, whatever its
 * HTTP status is.
 *
 * See https://istio.io/latest/docs/reference/config/metrics
 */
export const istioMeasures: MeshMeasures = {
  bounds: envoyBounds,
  indicatorOf({ namespace, name }, aim) {
    const asked: Matchers = {
      reporter: 'destination',
      destination_workload_namespace: namespace,
      destination_workload: name,
    };
    if (aim.kind === 'latency') {
      const durations = 'istio_request_duration_milliseconds';
      return slowerThan(
        (le) => series(`${durations}_bucket`, { ...asked, le }),
        series(`${durations}_count`, asked),
        aim.milliseconds,
      );
    }
    const requests = 'istio_requests_total';
    return {
      errors: (window) =>
        [
          sumOfRates(series(requests, { ...asked, response_code: { matches: '5..' } }), window),
          sumOfRates(series(requests, { ...asked, response_code: '200', grpc_response_status: failedStatus }), window),
        ]
          .map((rate) => `(${rate} or vector(0))`)
          .join(' + '),
      total: (window) => sumOfRates(series(requests, asked), window),
    };
  },
};

/** Unknown, DeadlineExceeded, Unimplemented, Internal, Unavailable, DataLoss: what a server answers for. */
const failedStatus = { matches: '2|4|12|13|14|15' };
