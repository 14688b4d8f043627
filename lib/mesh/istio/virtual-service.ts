import type { VirtualServiceSpec } from '../../../imports/networking.istio.io';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { FaultInjection, RetryPolicy } from '../../model/traffic-policy';
import { formatDuration } from '../format-duration';
import { onPort } from '../destination-port';
import type { RouteModel, TrafficModel } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { isServed, speaksHttp, type ServedPort } from '../routed-ports';
import { serviceHost } from './facts';
import { emitHttpMatches } from './http-match';
import { versionSubsets } from './rolled-traffic';

type HttpRoute = NonNullable<Plain<VirtualServiceSpec>['http']>[number];
type TcpRoute = NonNullable<Plain<VirtualServiceSpec>['tcp']>[number];

/** How requests to a Service are routed, retried and delayed; undefined where nothing of that was declared. */
export function emitVirtualService(traffic: TrafficModel, cluster: ClusterFacts): Manifest | undefined {
  const { workload, service, ports, routes, mirror, policy, rollout } = traffic;
  const shared = emitShared(policy);
  const plainRoute =
    routes.length === 1 && routes[0]?.destinations.length === 1 && mirror === undefined && rollout === undefined;
  if (plainRoute && Object.keys(shared).length === 0) return undefined;
  const spec: Plain<VirtualServiceSpec> = {
    hosts: [serviceHost(cluster, { service, namespace: workload.namespace })],
    // Said, although it is the default: a gateway that is added here would take the rules away from the mesh.
    gateways: ['mesh'],
    ...(ports.some(speaksHttp)
      ? { http: ports.flatMap((port) => routes.map((route) => emitHttpRoute(cluster, traffic, route, port, shared))) }
      : { tcp: ports.flatMap((port) => routes.map((route) => emitTcpRoute(cluster, traffic, route, port))) }),
  };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: service, namespace: workload.namespace },
    spec,
  };
}

/** What holds for every route alike. */
function emitShared({ timeout, retries, fault }: TrafficModel['policy']): HttpRoute {
  return {
    ...(timeout === undefined ? {} : { timeout: formatDuration(timeout) }),
    ...(retries === undefined ? {} : { retries: emitRetries(retries) }),
    ...(fault === undefined ? {} : { fault: emitFault(fault) }),
  };
}

function emitHttpRoute(
  cluster: ClusterFacts,
  traffic: TrafficModel,
  { match, destinations, ...rest }: RouteModel,
  port: ServedPort,
  shared: HttpRoute,
): HttpRoute {
  nothingLeft(rest);
  const matches = match === undefined ? [{}] : emitHttpMatches(match);
  const ofPort = matchOfPort(traffic, port);
  const isRolled = match === undefined && traffic.rollout !== undefined;
  return {
    // A rollout knows it by this name.
    ...(isRolled ? { name: port.name } : {}),
    ...(match === undefined && ofPort === undefined
      ? {}
      : { match: matches.map((condition) => ({ ...condition, ...ofPort })) }),
    route: isRolled ? emitVersions(cluster, traffic, port) : emitDestinations(cluster, destinations, port),
    ...shared,
    ...emitMirrors(cluster, traffic, port),
  };
}

/** Which port a route is for, where the Service shows another one that a route without it would be for, too. */
function matchOfPort(
  { workload, ports }: TrafficModel,
  { name, servicePort }: ServedPort,
): { readonly port: number } | undefined {
  const isHttp = ports.some(speaksHttp);
  const isAlone = workload.ports
    .filter(isServed)
    .every((other) => other.name === name || (other.application !== undefined && speaksHttp(other) !== isHttp));
  return isAlone ? undefined : { port: servicePort };
}

function emitMirrors(cluster: ClusterFacts, { mirror }: TrafficModel, port: ServedPort): Pick<HttpRoute, 'mirrors'> {
  if (mirror === undefined) return {};
  const mirrors = onPort(mirror.service, port).map(({ servicePort, ...destination }) => ({
    destination: { host: serviceHost(cluster, destination), port: { number: servicePort } },
    percentage: { value: mirror.percent },
  }));
  return { mirrors };
}

/** Connections have nothing that a route could match, so that only shares are left. */
function emitTcpRoute(
  cluster: ClusterFacts,
  traffic: TrafficModel,
  { destinations }: RouteModel,
  port: ServedPort,
): TcpRoute {
  const ofPort = matchOfPort(traffic, port);
  return {
    ...(ofPort === undefined ? {} : { match: [ofPort] }),
    route: emitDestinations(cluster, destinations, port),
  };
}

/** Weights are whole numbers, and shares of their sum: shares of less than one per cent are scaled, all of them alike. */
function emitDestinations(cluster: ClusterFacts, destinations: RouteModel['destinations'], port: ServedPort) {
  const scale = [1, 10, 100].find((factor) => destinations.every(({ weight }) => isWhole(weight * factor))) ?? 1000;
  return destinations
    .flatMap((destination) => onPort(destination, port))
    .map(({ weight, servicePort, ...destination }) => ({
      destination: { host: serviceHost(cluster, destination), port: { number: servicePort } },
      ...(destinations.length > 1 ? { weight: Math.round(weight * scale) } : {}),
    }));
}

/** All requests go to the version that is there, until a rollout moves the weights. */
function emitVersions(cluster: ClusterFacts, { service, workload }: TrafficModel, { servicePort }: ServedPort) {
  const host = serviceHost(cluster, { service, namespace: workload.namespace });
  const version = (subset: string, weight: number) => ({
    destination: { host, subset, port: { number: servicePort } },
    weight,
  });
  return [version(versionSubsets.stable, 100), version(versionSubsets.canary, 0)];
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9;
}

function emitRetries(retries: RetryPolicy | false): HttpRoute['retries'] {
  if (retries === false) return { attempts: 0 };
  // The budget belongs to the connections: it is in the DestinationRule.
  const { attempts, on, perTryTimeout, budget: _, ...rest } = retries;
  nothingLeft(rest);
  return {
    attempts,
    retryOn: on.join(','),
    ...(perTryTimeout === undefined ? {} : { perTryTimeout: formatDuration(perTryTimeout) }),
  };
}

function emitFault({ delay, abort, ...rest }: FaultInjection): HttpRoute['fault'] {
  nothingLeft(rest);
  return {
    ...(delay === undefined
      ? {}
      : { delay: { fixedDelay: formatDuration(delay.duration), percentage: { value: delay.percent } } }),
    ...(abort === undefined ? {} : { abort: { httpStatus: abort.httpStatus, percentage: { value: abort.percent } } }),
  };
}
