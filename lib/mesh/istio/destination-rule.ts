import { Duration } from 'cdk8s';
import type { DestinationRuleSpec } from '../../../imports/networking.istio.io';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { CircuitBreaker, LoadBalancing, OutlierDetection } from '../../model/traffic-policy';
import { isMetricsPort } from '../../model/metrics-port';
import { formatDuration } from '../format-duration';
import type { TrafficModel } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { isServed } from '../routed-ports';
import { serviceHost } from './facts';
import { versionSubsets } from './rolled-traffic';

type TrafficPolicy = NonNullable<Plain<DestinationRuleSpec>['trafficPolicy']>;

/** How clients share a Service's pods among their requests, and when they leave one out; undefined where nothing was declared. */
export function emitDestinationRule(
  { workload, service, policy, rollout }: TrafficModel,
  cluster: ClusterFacts,
): Manifest | undefined {
  const { circuitBreaker, outlierDetection, loadBalancing, localityFailover = false, retries } = policy;
  const budget = retries === undefined || retries === false ? undefined : retries.budget;
  const trafficPolicy: TrafficPolicy = {
    ...(circuitBreaker === undefined ? {} : { connectionPool: emitConnectionPool(circuitBreaker) }),
    ...emitOutlierDetection(outlierDetection, localityFailover),
    ...emitLoadBalancer(loadBalancing, localityFailover, outlierDetection !== undefined),
    ...(budget === undefined
      ? {}
      : {
          retryBudget: {
            percent: budget.percent,
            ...(budget.minConcurrency === undefined ? {} : { minRetryConcurrency: budget.minConcurrency }),
          },
        }),
  };
  const saysAnything = Object.keys(trafficPolicy).length > 0;
  if (!saysAnything && rollout === undefined) return undefined;
  // No tls: the mesh encrypts by itself, and a tls setting here would take that away.
  const spec: Plain<DestinationRuleSpec> = {
    host: serviceHost(cluster, { service, namespace: workload.namespace }),
    ...(saysAnything ? { trafficPolicy: { ...trafficPolicy, ...metricsPortSettings(workload) } } : {}),
    ...(rollout === undefined ? {} : { subsets: emitVersions(workload) }),
  };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: service, namespace: workload.namespace },
    spec,
  };
}

/** Both versions have these labels; the rollout adds the one that tells them apart. */
function emitVersions({ selectorLabels }: TrafficModel['workload']) {
  return Object.values(versionSubsets).map((name) => ({ name, labels: selectorLabels }));
}

/**
 * What is said holds for the ports of clients: one for metrics has settings of its own, which leave out all others. Some there
 * must be: the load balancing that is Istio's default.
 */
function metricsPortSettings(workload: TrafficModel['workload']): Pick<TrafficPolicy, 'portLevelSettings'> {
  const aside = workload.ports.filter(isServed).filter((port) => isMetricsPort(workload, port));
  if (aside.length === 0) return {};
  return {
    portLevelSettings: aside.map(({ servicePort }) => ({
      port: { number: servicePort },
      loadBalancer: { simple: 'LEAST_REQUEST' },
    })),
  };
}

function emitConnectionPool({
  maxConnections,
  maxPendingRequests,
  maxRequests,
  maxRequestsPerConnection,
  connectTimeout,
  ...rest
}: CircuitBreaker): TrafficPolicy['connectionPool'] {
  nothingLeft(rest);
  const tcp = {
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(connectTimeout === undefined ? {} : { connectTimeout: formatDuration(connectTimeout) }),
  };
  const http = {
    ...(maxPendingRequests === undefined ? {} : { http1MaxPendingRequests: maxPendingRequests }),
    ...(maxRequests === undefined ? {} : { http2MaxRequests: maxRequests }),
    ...(maxRequestsPerConnection === undefined ? {} : { maxRequestsPerConnection }),
  };
  return { ...(Object.keys(tcp).length === 0 ? {} : { tcp }), ...(Object.keys(http).length === 0 ? {} : { http }) };
}

function emitOutlierDetection(
  detection: OutlierDetection | undefined,
  localityFailover: boolean,
): Pick<TrafficPolicy, 'outlierDetection'> {
  // Without outlier detection nothing ever fails over; at the default of 10 % one zone's pods could never all be out.
  const resolved: OutlierDetection | undefined = detection ?? (localityFailover ? { consecutiveErrors: 5 } : undefined);
  if (resolved === undefined) return {};
  const {
    consecutiveErrors,
    interval,
    baseEjectionTime,
    maxEjectionPercent = localityFailover ? 100 : undefined,
    ...rest
  } = resolved;
  nothingLeft(rest);
  return {
    outlierDetection: {
      consecutive5xxErrors: consecutiveErrors,
      ...(interval === undefined ? {} : { interval: formatDuration(interval) }),
      ...(baseEjectionTime === undefined ? {} : { baseEjectionTime: formatDuration(baseEjectionTime) }),
      ...(maxEjectionPercent === undefined ? {} : { maxEjectionPercent }),
    },
  };
}

/** Outlier detection alone would turn failover between localities on: it is off unless somebody asked for it. */
function emitLoadBalancer(
  loadBalancing: LoadBalancing | undefined,
  localityFailover: boolean,
  detectsOutliers: boolean,
): Pick<TrafficPolicy, 'loadBalancer'> {
  const loadBalancer = {
    ...(loadBalancing === undefined ? {} : emitPolicy(loadBalancing)),
    ...(localityFailover || detectsOutliers ? { localityLbSetting: { enabled: localityFailover } } : {}),
  };
  return Object.keys(loadBalancer).length === 0 ? {} : { loadBalancer };
}

function emitPolicy(loadBalancing: LoadBalancing): NonNullable<TrafficPolicy['loadBalancer']> {
  switch (loadBalancing.policy) {
    case 'least-request':
      return { simple: 'LEAST_REQUEST' };
    case 'round-robin':
      return { simple: 'ROUND_ROBIN' };
    case 'random':
      return { simple: 'RANDOM' };
    case 'consistent-hash':
      if ('header' in loadBalancing) return { consistentHash: { httpHeaderName: loadBalancing.header } };
      if ('sourceIp' in loadBalancing) return { consistentHash: { useSourceIp: true } };
      return { consistentHash: { httpCookie: emitCookie(loadBalancing.cookie) } };
  }
}

/** The proxy makes the cookie where a request has none: without a time it lasts as long as the client's session. */
function emitCookie({
  name,
  ttl = Duration.seconds(0),
}: Extract<LoadBalancing, { readonly cookie: unknown }>['cookie']): { readonly name: string; readonly ttl: string } {
  return { name, ttl: formatDuration(ttl) };
}
