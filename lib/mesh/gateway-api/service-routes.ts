import type { GrpcRouteSpec, HttpRouteSpec } from '../../../imports/gateway.networking.k8s.io';
import type { GatewayApiFacts } from '../../fleet/facts/gateway-api';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { ClusterModel } from '../../model/cluster-model';
import type { PortModel } from '../../model/port-model';
import { onPort } from '../destination-port';
import type { RouteModel, ServiceDestination, TrafficModel } from '../mesh-model';
import type { ServedPort } from '../routed-ports';
import { emitBackendRef, emitBackendRefs } from './backend-refs';
import { emitReferenceGrant } from './reference-grant';
import { emitHeaderMatches, emitRouteMatch } from './route-match';

export type HttpRouteRule = NonNullable<Plain<HttpRouteSpec>['rules']>[number];
type GrpcRouteRule = NonNullable<Plain<GrpcRouteSpec>['rules']>[number];

/** What one product's routes carry besides matches and destinations: what it can say in a rule, and what only annotations say. */
export interface RouteDialect {
  /** Name for messages. */
  readonly backend: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly timeouts?: HttpRouteRule['timeouts'];
  readonly retry?: HttpRouteRule['retry'];
  /** Who gets a copy of each request, and of how many. */
  readonly mirror?: Mirror;
}

export interface Mirror {
  readonly to: ServiceDestination;
  readonly share: {
    readonly percent?: number;
    readonly fraction?: { readonly numerator: number; readonly denominator: number };
  };
}

/** The routes of a Service that there are words for, and what its product says in them. */
export interface ServiceRoutes {
  readonly traffic: TrafficModel;
  readonly dialect: RouteDialect;
  /** What the cluster has of the Gateway API; no grants are made where it has none. */
  readonly gatewayApi?: GatewayApiFacts;
}

/** The routes of a Service, of which every one has words in the Gateway API (see `expressible-routes.ts`). */
export function resolveServiceRoutes(
  traffic: TrafficModel,
  { cluster: { gatewayApi } }: ClusterModel,
  dialect: RouteDialect,
): ServiceRoutes {
  return { traffic, dialect, ...(gatewayApi === undefined ? {} : { gatewayApi }) };
}

/**
 * Routes requests to a Service among the pods of several: an HTTPRoute or GRPCRoute for each of its ports, with the
 * Service as parent, and the grants for destinations in other namespaces.
 *
 * A port that speaks gRPC gets a GRPCRoute, unless a rule says what only an HTTPRoute can: a timeout, a retry, a path or a
 * method.
 */
export function emitServiceRoutes(routes: ServiceRoutes): Manifest[] {
  const { traffic, dialect } = routes;
  return [...traffic.ports.map((port) => emitServiceRoute(traffic, port, dialect)), ...grants(routes)];
}

/** Whether requests to the Service do anything else than go to its own pods. */
export function needsRoutes({ routes }: TrafficModel): boolean {
  return routes.length > 1 || routes.some(({ destinations }) => destinations.length > 1);
}

function emitServiceRoute(traffic: TrafficModel, port: ServedPort, dialect: RouteDialect): Manifest {
  const { workload, service, routes } = traffic;
  const parentRefs = [{ group: '', kind: 'Service', name: service, port: port.servicePort }];
  const kind = routeKind(traffic, port, dialect);
  const spec: Plain<HttpRouteSpec> | Plain<GrpcRouteSpec> =
    kind === 'GRPCRoute'
      ? { parentRefs, rules: routes.map((route) => emitGrpcRule(traffic, route, port, dialect)) }
      : { parentRefs, rules: routes.map((route) => emitHttpRule(traffic, route, port, dialect)) };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    // The port's name keeps it apart from the route of an exposure, which has the workload's name alone.
    metadata: {
      name: `${service}-${port.name}`,
      namespace: workload.namespace,
      ...(dialect.annotations === undefined ? {} : { annotations: dialect.annotations }),
    },
    spec,
  };
}

function routeKind(
  { routes }: TrafficModel,
  { application }: PortModel,
  { timeouts, retry }: RouteDialect,
): 'HTTPRoute' | 'GRPCRoute' {
  const onlyHttp =
    timeouts !== undefined ||
    retry !== undefined ||
    routes.some(({ match }) => match?.path !== undefined || match?.method !== undefined);
  return application === 'grpc' && !onlyHttp ? 'GRPCRoute' : 'HTTPRoute';
}

function emitHttpRule(
  { workload }: TrafficModel,
  { match, destinations }: RouteModel,
  port: ServedPort,
  { timeouts, retry, mirror }: RouteDialect,
): HttpRouteRule {
  return {
    ...(match === undefined ? {} : { matches: [emitRouteMatch(match)] }),
    ...(mirror === undefined ? {} : { filters: emitMirror(mirror, port, workload.namespace) }),
    backendRefs: emitBackendRefs(destinations, port, workload.namespace),
    ...(timeouts === undefined ? {} : { timeouts }),
    ...(retry === undefined ? {} : { retry }),
  };
}

function emitGrpcRule(
  { workload }: TrafficModel,
  { match, destinations }: RouteModel,
  port: ServedPort,
  { mirror }: RouteDialect,
): GrpcRouteRule {
  return {
    ...(match === undefined ? {} : { matches: [{ headers: emitHeaderMatches(match) }] }),
    ...(mirror === undefined ? {} : { filters: emitMirror(mirror, port, workload.namespace) }),
    backendRefs: emitBackendRefs(destinations, port, workload.namespace),
  };
}

function emitMirror({ to, share }: Mirror, port: ServedPort, namespace: string) {
  return onPort(to, port).map((destination) => {
    const requestMirror = { backendRef: emitBackendRef(destination, namespace), ...share };
    return { type: 'RequestMirror', requestMirror } as const;
  });
}

function grants({ traffic, dialect, gatewayApi }: ServiceRoutes): Manifest[] {
  const { workload, service, ports, routes } = traffic;
  if (gatewayApi === undefined) return [];
  const targets = [
    ...routes.flatMap(({ destinations }): readonly ServiceDestination[] => destinations),
    ...(dialect.mirror === undefined ? [] : [dialect.mirror.to]),
  ].filter(({ namespace }) => namespace !== workload.namespace);
  const kinds = [...new Set(ports.map((port) => routeKind(traffic, port, dialect)))];
  const foreign = new Map(targets.map((target) => [`${target.namespace}/${target.service}`, target]));
  const route = { service, namespace: workload.namespace, kinds };
  return [...foreign.values()].map((target) => emitReferenceGrant(target, route, gatewayApi));
}
