import type { VirtualServiceSpec } from '../../../imports/networking.istio.io';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { FaultInjection, RetryPolicy } from '../../model/traffic-policy';
import { formatDuration } from '../format-duration';
import { managedMetadata } from '../managed-metadata';
import type { RouteModel, ServiceDestination, TrafficModel } from '../mesh-model';
import { nothingLeft } from '../nothing-left';
import { routedPorts, speaksHttp, type ServedPort } from '../routed-ports';
import { serviceHost } from './facts';
import { emitHttpMatches } from './http-match';

type HttpRoute = NonNullable<Plain<VirtualServiceSpec>['http']>[number];
type TcpRoute = NonNullable<Plain<VirtualServiceSpec>['tcp']>[number];

/** How requests to a Service are routed, retried and delayed; undefined where nothing of that was declared. */
export function emitVirtualService(traffic: TrafficModel, cluster: ClusterFacts): Manifest | undefined {
  const { workload, service, ports, routes, mirror, policy } = traffic;
  const shared = emitShared(policy, mirror, cluster);
  const plainRoute = routes.length === 1 && routes[0]?.destinations.length === 1;
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
    metadata: managedMetadata(workload.namespace, service, workload.name),
    spec,
  };
}

/** What holds for every route alike. */
function emitShared(
  { timeout, retries, fault }: TrafficModel['policy'],
  mirror: TrafficModel['mirror'],
  cluster: ClusterFacts,
): HttpRoute {
  return {
    ...(timeout === undefined ? {} : { timeout: formatDuration(timeout) }),
    ...(retries === undefined ? {} : { retries: emitRetries(retries) }),
    ...(fault === undefined ? {} : { fault: emitFault(fault) }),
    ...(mirror === undefined
      ? {}
      : {
          mirrors: [
            {
              destination: {
                host: serviceHost(cluster, mirror.service),
                port: { number: mirror.service.servicePort },
              },
              percentage: { value: mirror.percent },
            },
          ],
        }),
  };
}

function emitHttpRoute(
  cluster: ClusterFacts,
  { ports }: TrafficModel,
  { match, destinations, ...rest }: RouteModel,
  port: ServedPort,
  shared: HttpRoute,
): HttpRoute {
  nothingLeft(rest);
  const matches = match === undefined ? [{}] : emitHttpMatches(match);
  // With several ports each route says which one it is for.
  const onPort = ports.length === 1 ? {} : { port: port.servicePort };
  return {
    ...(match === undefined && ports.length === 1
      ? {}
      : { match: matches.map((condition) => ({ ...condition, ...onPort })) }),
    route: emitDestinations(cluster, destinations, port),
    ...shared,
  };
}

/** Connections have nothing that a route could match, so that only shares are left. */
function emitTcpRoute(
  cluster: ClusterFacts,
  { ports }: TrafficModel,
  { destinations }: RouteModel,
  port: ServedPort,
): TcpRoute {
  return {
    ...(ports.length === 1 ? {} : { match: [{ port: port.servicePort }] }),
    route: emitDestinations(cluster, destinations, port),
  };
}

/** Weights are whole numbers, and shares of their sum: shares of less than one per cent are scaled, all of them alike. */
function emitDestinations(cluster: ClusterFacts, destinations: RouteModel['destinations'], port: ServedPort) {
  const scale = [1, 10, 100].find((factor) => destinations.every(({ weight }) => isWhole(weight * factor))) ?? 1000;
  return destinations.map(({ weight, ...destination }) => ({
    destination: {
      host: serviceHost(cluster, destination),
      port: { number: counterpart(destination, port) },
    },
    ...(destinations.length > 1 ? { weight: Math.round(weight * scale) } : {}),
  }));
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9;
}

/** The port of a destination that stands for one of the Service: the one of the same name, or else what it speaks. */
function counterpart({ workload, servicePort }: ServiceDestination, { name, application }: ServedPort): number {
  const ports = routedPorts(workload);
  const found = ports.find((port) => port.name === name) ?? ports.find((port) => port.application === application);
  return found?.servicePort ?? servicePort;
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
