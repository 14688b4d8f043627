import type { ClusterModel } from '../../model/cluster-model';
import type { CircuitBreaker, OutlierDetection, RetryPolicy } from '../../model/traffic-policy';
import type { TrafficModel } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { refuseField, type UnsupportedField } from '../refuse-field';
import { askedMetricsPorts } from './asked-metrics';
import { isUnseenByClients, unseenField } from './is-unseen-by-clients';
import { backend } from './facts';
import { needsServiceRoutes } from './configure-services';
import { seesRequests } from './proxy-protocol';
import { isGrpcCondition, isHttpCondition } from './service-annotations';

/** Reports every part of a traffic policy that Linkerd has nothing for. */
export function refuseTraffic(traffic: TrafficModel, model: ClusterModel): void {
  for (const obstacle of obstacles(traffic, model)) refuseField(traffic, obstacle, backend, model);
}

function* obstacles(traffic: TrafficModel, model: ClusterModel): Iterable<UnsupportedField> {
  const { policy, ports, routes } = traffic;
  if (isUnseenByClients(traffic)) yield* headlessObstacles(traffic);
  else yield* metricsObstacles(traffic, model);
  const {
    timeout: _timeout,
    retries,
    circuitBreaker,
    outlierDetection,
    loadBalancing,
    localityFailover,
    fault,
    rateLimit,
    ...rest
  } = policy;
  nothingLeft(rest);
  const needsHttpRoute = routes.some(({ match }) => match?.path !== undefined || match?.method !== undefined);
  const onGrpc = ports.every(({ application }) => application === 'grpc') && !needsHttpRoute;
  if (retries !== undefined && retries !== false) {
    const hasGrpcRoute =
      needsServiceRoutes(traffic) && !needsHttpRoute && ports.some(({ application }) => application === 'grpc');
    const isMixed = new Set(ports.map(({ application }) => application === 'grpc')).size > 1;
    yield* retryObstacles(retries, { onGrpc, hasGrpcRoute, isMixed });
  }
  if (circuitBreaker !== undefined) yield* circuitBreakerObstacles(circuitBreaker);
  if (outlierDetection !== undefined) yield* outlierObstacles(outlierDetection);
  if (loadBalancing !== undefined) {
    yield {
      field: 'loadBalancing',
      reason: 'its proxies always prefer the pod that answers fastest (EWMA of two random choices)',
      alternative: 'leave it out, or give the requests that belong together a workload of their own and route to it',
    };
  }
  if (localityFailover === true) {
    yield {
      field: 'localityFailover',
      reason: 'its core prefers pods of a zone by topology hints alone, and fails over to nothing',
      alternative: "set trafficDistribution: 'PreferClose' on the Service, or install the linkerd-failover extension",
    };
  }
  if (fault !== undefined) yield* faultObstacles(fault);
  if (rateLimit !== undefined) yield* rateLimitObstacles(rateLimit, ports);
}

/** What the proxies of clients would do, if they knew which Service a pod's address belongs to. */
function* headlessObstacles(traffic: TrafficModel): Iterable<UnsupportedField> {
  for (const field of fieldsOfServices(traffic)) yield unseenField(field, traffic.service);
}

function* metricsObstacles(traffic: TrafficModel, model: ClusterModel): Iterable<UnsupportedField> {
  const [port] = askedMetricsPorts(traffic, model);
  if (port === undefined) return;
  for (const field of fieldsOfServices(traffic)) {
    yield {
      field,
      reason: `it holds for every port of a Service, and a connection names ${port.name} (${port.containerPort}), where the metrics are`,
      alternative: 'let the monitoring alone ask for metrics, or serve them by a workload of their own',
    };
  }
}

/** The declared fields that become annotations of a Service. */
function fieldsOfServices({ policy: { timeout, retries, outlierDetection } }: TrafficModel): readonly string[] {
  const fields = {
    timeout: timeout !== undefined,
    retries: retries !== undefined && retries !== false,
    outlierDetection: outlierDetection !== undefined,
  };
  return Object.entries(fields).flatMap(([field, isDeclared]) => (isDeclared ? [field] : []));
}

/** What the ports of a Service speak, as far as retries depend on it. */
interface SpokenPorts {
  /** Whether every port can have a GRPCRoute. */
  readonly onGrpc: boolean;
  /** Whether some port gets one: nothing about HTTP is read there. */
  readonly hasGrpcRoute: boolean;
  /** Whether some speak gRPC and others do not: there is one set of retries for all of them. */
  readonly isMixed: boolean;
}

/** Where ports are mixed, retries on either kind of status are wrong for the other: what helps is said of both alike. */
const apart = 'serve gRPC from a workload of its own, and say for each which statuses it retries on';

function* retryObstacles(
  { on, budget }: RetryPolicy,
  { onGrpc, hasGrpcRoute, isMixed }: SpokenPorts,
): Iterable<UnsupportedField> {
  const unknown = on.filter((condition) => !isHttpCondition(condition) && !isGrpcCondition(condition));
  if (unknown.length > 0) {
    yield {
      field: 'retries.on',
      reason: `it retries on the status of an answer alone, which ${unknown.join(', ')} is not`,
      alternative: 'retry on 5xx, gateway-error or gRPC statuses',
    };
  }
  const grpc = on.filter(isGrpcCondition);
  if (grpc.length > 0 && !onGrpc) {
    yield {
      field: 'retries.on',
      reason: `it looks at gRPC statuses (${grpc.join(', ')}) on ports that are routed by a GRPCRoute, which has no paths and methods of HTTP`,
      alternative: isMixed
        ? apart
        : 'declare the port with Port.grpc and route by headers, or retry on 5xx or gateway-error',
    };
  }
  const http = on.filter(isHttpCondition);
  if (http.length > 0 && hasGrpcRoute) {
    yield {
      field: 'retries.on',
      reason: `it does not look at HTTP statuses (${http.join(', ')}) on a gRPC port with a GRPCRoute, which splits, routes by header and retries on gRPC statuses need`,
      alternative: isMixed ? apart : 'retry on gRPC statuses alone, such as unavailable',
    };
  }
  if (budget !== undefined) {
    yield {
      field: 'retries.budget',
      reason: 'only a ServiceProfile has one, which turns routes, circuit breaking and timeouts of the Service off',
      alternative: 'limit "attempts", and the load with rateLimit',
    };
  }
}

function* circuitBreakerObstacles(circuitBreaker: CircuitBreaker): Iterable<UnsupportedField> {
  const {
    maxConnections: _maxConnections,
    maxPendingRequests: _maxPendingRequests,
    maxRequests: _maxRequests,
    maxRequestsPerConnection: _maxRequestsPerConnection,
    connectTimeout: _connectTimeout,
    ...rest
  } = circuitBreaker;
  nothingLeft(rest);
  for (const field of Object.keys(circuitBreaker)) {
    yield {
      field: `circuitBreaker.${field}`,
      reason: 'its proxies manage connections by themselves',
      alternative: 'take pods that fail out with outlierDetection, and limit the load with rateLimit',
    };
  }
}

function* outlierObstacles({
  consecutiveErrors: _consecutiveErrors,
  baseEjectionTime: _baseEjectionTime,
  interval,
  maxEjectionPercent,
  ...rest
}: OutlierDetection): Iterable<UnsupportedField> {
  nothingLeft(rest);
  if (interval !== undefined) {
    yield {
      field: 'outlierDetection.interval',
      reason: 'it judges a pod at every answer, not from time to time',
      alternative: 'leave the interval out: there is nothing to wait for',
    };
  }
  if (maxEjectionPercent !== undefined) {
    yield {
      field: 'outlierDetection.maxEjectionPercent',
      reason: 'it takes out every pod that fails, all of them if need be',
      alternative: 'leave it out, and raise consecutiveErrors',
    };
  }
}

function* faultObstacles({
  delay,
  abort,
  ...rest
}: NonNullable<TrafficModel['policy']['fault']>): Iterable<UnsupportedField> {
  nothingLeft(rest);
  if (delay !== undefined) {
    yield {
      field: 'fault.delay',
      reason: 'it cannot hold a request back',
      alternative: 'split a share of the requests to a workload that answers slowly: traffic.set({ split: […] })',
    };
  }
  if (abort !== undefined) {
    yield {
      field: 'fault.abort',
      reason: 'it cannot answer in place of a workload',
      alternative: 'split a share of the requests to a workload that fails: traffic.set({ split: […] })',
    };
  }
}

function* rateLimitObstacles(
  { requestsPerSecond, perClient }: NonNullable<TrafficModel['policy']['rateLimit']>,
  ports: TrafficModel['ports'],
): Iterable<UnsupportedField> {
  const opaque = ports.find((port) => !seesRequests(port));
  if (opaque !== undefined) {
    yield {
      field: 'rateLimit',
      reason: `port ${opaque.containerPort} speaks ${opaque.application ?? 'something'}, in which the proxy sees no requests`,
      alternative: 'leave it out, or say what the port speaks: Port.http, Port.http2 or Port.grpc',
    };
  }
  if (perClient !== undefined && perClient > requestsPerSecond) {
    yield {
      field: 'rateLimit.perClient',
      reason: `one client (${perClient}) may not have more than all of them together (${requestsPerSecond})`,
      alternative: 'lower perClient, or raise requestsPerSecond',
    };
  }
}
