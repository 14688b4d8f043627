import type { VirtualServiceSpec } from '../../../imports/networking.istio.io';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { Manifest } from '../../manifest/manifest';
import type { Plain } from '../../manifest/plain';
import type { FaultInjection, RetryPolicy, RouteMatch, StringMatch } from '../../model/traffic-policy';
import { cookiePattern } from '../cookie-pattern';
import { managedMetadata } from '../managed-metadata';
import type { RouteModel, ServiceDestination, TrafficModel } from '../mesh-model';
import { serviceHost } from './facts';

type HttpRoute = NonNullable<Plain<VirtualServiceSpec>['http']>[number];
type HttpMatch = NonNullable<HttpRoute['match']>[number];

/** How requests to a Service are routed, retried and delayed; undefined where nothing of that was declared. */
export function emitVirtualService(traffic: TrafficModel, cluster: ClusterFacts): Manifest | undefined {
  const { workload, service, ports, policy, routes, mirror } = traffic;
  const { timeout, retries, fault } = policy;
  const plainRoute = routes.length === 1 && routes[0]?.destinations.length === 1;
  if (plainRoute && timeout === undefined && retries === undefined && fault === undefined && mirror === undefined)
    return undefined;
  const shared: HttpRoute = {
    ...(timeout === undefined ? {} : { timeout: `${timeout.toMilliseconds()}ms` }),
    ...(retries === undefined ? {} : { retries: emitRetries(retries) }),
    ...(fault === undefined ? {} : { fault: emitFault(fault) }),
    ...(mirror === undefined
      ? {}
      : {
          mirrors: [{ destination: emitDestination(cluster, mirror.service), percentage: { value: mirror.percent } }],
        }),
  };
  // With several ports each route says which one it is for.
  const spec: Plain<VirtualServiceSpec> = {
    hosts: [serviceHost(cluster, { service, namespace: workload.namespace })],
    http: ports.flatMap((port) =>
      routes.map((route) =>
        emitRoute(cluster, traffic, route, ports.length === 1 ? undefined : port.servicePort, shared),
      ),
    ),
  };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: managedMetadata(workload.namespace, service, workload.name),
    spec,
  };
}

function emitRoute(
  cluster: ClusterFacts,
  { workload }: TrafficModel,
  { match, destinations }: RouteModel,
  port: number | undefined,
  shared: HttpRoute,
): HttpRoute {
  const matches = [{ ...(match === undefined ? {} : emitMatch(match)), ...(port === undefined ? {} : { port }) }];
  const weighted = destinations.length > 1;
  return {
    ...(match === undefined && port === undefined ? {} : { match: matches }),
    route: destinations.map(({ weight, ...destination }) => ({
      destination: emitDestination(
        cluster,
        destination.workload === workload && port !== undefined ? { ...destination, servicePort: port } : destination,
      ),
      ...(weighted ? { weight } : {}),
    })),
    ...shared,
  };
}

function emitDestination(cluster: ClusterFacts, destination: ServiceDestination) {
  return { host: serviceHost(cluster, destination), port: { number: destination.servicePort } };
}

function emitMatch({ headers = {}, cookies = {}, path, method }: RouteMatch): HttpMatch {
  const cookieMatches = Object.entries(cookies).map(([name, value]) => ({ regex: cookiePattern(name, value) }));
  const [cookie] = cookieMatches;
  if (cookieMatches.length > 1)
    throw new Error(
      'traffic.routes: match.cookies: Too many: 2: Istio matches the Cookie header once: at most one cookie',
    );
  const all = {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), emitStringMatch(value)])),
    ...(cookie === undefined ? {} : { cookie }),
  };
  return {
    ...(Object.keys(all).length === 0 ? {} : { headers: all }),
    ...(path === undefined ? {} : { uri: path }),
    ...(method === undefined ? {} : { method: { exact: method } }),
  };
}

function emitStringMatch(match: StringMatch) {
  return typeof match === 'string' ? { exact: match } : match;
}

function emitRetries(retries: RetryPolicy | false): HttpRoute['retries'] {
  if (retries === false) return { attempts: 0 };
  const { attempts, on, perTryTimeout } = retries;
  return {
    attempts,
    retryOn: on.join(','),
    ...(perTryTimeout === undefined ? {} : { perTryTimeout: `${perTryTimeout.toMilliseconds()}ms` }),
  };
}

function emitFault({ delay, abort }: FaultInjection): HttpRoute['fault'] {
  return {
    ...(delay === undefined
      ? {}
      : { delay: { fixedDelay: `${delay.duration.toMilliseconds()}ms`, percentage: { value: delay.percent } } }),
    ...(abort === undefined ? {} : { abort: { httpStatus: abort.httpStatus, percentage: { value: abort.percent } } }),
  };
}
