import type { ClusterModel } from '../../model/cluster-model';
import type { RouteMatch } from '../../model/traffic-policy';
import type { RouteModel, TrafficModel } from '../mesh-model';
import { refuseField, type UnsupportedField } from '../refuse-field';
import { speaksHttp } from '../routed-ports';
import { toOwnPods } from '../to-own-pods';
import { gatewayApiAtLeast } from './at-least';
import { routeMethods } from './route-match';
import { isRoutePath } from './route-path';
import { overtakes } from './route-precedence';
import { needsRoutes } from './service-routes';

/** A traffic policy with the routes and the mirror that the cluster's Gateway API has words for; what it has none for is refused. */
export function expressibleRoutes(traffic: TrafficModel, model: ClusterModel, backend: string): TrafficModel {
  const { routes, mirror, ...rest } = traffic;
  if (!needsRoutes(traffic) && mirror === undefined) return traffic;
  if (!traffic.ports.some(speaksHttp)) {
    const reason = `no port of Service ${traffic.service} is known to speak HTTP or gRPC, and connections are not split`;
    const alternative =
      'say what the port speaks (Port.http, Port.http2, Port.grpc), or split by the number of replicas behind one Service';
    refuseField(traffic, { field: 'split', reason, alternative }, backend, model);
    return toOwnPods(traffic);
  }
  const expressible = routes.filter(({ match }, index) => {
    const obstacle = match === undefined ? undefined : obstacleTo(match, matchesBefore(routes, index));
    if (obstacle === undefined) return true;
    refuseField(traffic, { ...obstacle, field: `routes[${index}].match${obstacle.field}` }, backend, model);
    return false;
  });
  const isMirrored = mirror !== undefined && canMirror(traffic, mirror.percent, model, backend);
  return { ...rest, routes: expressible, ...(isMirrored ? { mirror } : {}) };
}

function canMirror(traffic: TrafficModel, percent: number, model: ClusterModel, backend: string): boolean {
  const { gatewayApi } = model.cluster;
  if (percent === 100 || (gatewayApi !== undefined && gatewayApiAtLeast(gatewayApi, 3))) return true;
  const reason = `routes mirror a part of the requests from Gateway API 1.3 on, and the cluster has ${gatewayApi?.version ?? 'none'}`;
  const alternative = 'mirror 100 per cent, or install Gateway API 1.3 or newer';
  refuseField(traffic, { field: 'mirror.percent', reason, alternative }, backend, model);
  return false;
}

function matchesBefore(routes: readonly RouteModel[], index: number): readonly RouteMatch[] {
  return routes.slice(0, index).flatMap(({ match }) => (match === undefined ? [] : [match]));
}

function obstacleTo(match: RouteMatch, before: readonly RouteMatch[]): UnsupportedField | undefined {
  const { method, path, headers = {}, cookies = {} } = match;
  if (method !== undefined && !routeMethods.some((known) => known === method)) {
    return {
      field: '.method',
      reason: `method "${method}" is none of ${routeMethods.join(', ')}`,
      alternative: 'match one of these methods, or a header',
    };
  }
  const pathValue = path === undefined ? '/' : 'exact' in path ? path.exact : path.prefix;
  if (!isRoutePath(pathValue)) {
    return {
      field: '.path',
      reason: `path "${pathValue}" is not absolute, or holds one of //, /./, /../, %2f, # or a character that paths do not have`,
      alternative: 'match a path in its normal form',
    };
  }
  const names = [
    ...Object.keys(headers).map((name) => name.toLowerCase()),
    ...Object.keys(cookies).map(() => 'cookie'),
  ];
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    return {
      field: repeated === 'cookie' ? '.cookies' : '.headers',
      reason: `a route matches the header "${repeated}" once, and here it would have to match twice`,
      alternative: 'match one cookie or value, or one header with a regular expression for both',
    };
  }
  return before.some((earlier) => overtakes(match, earlier)) ? overtaken : undefined;
}

const overtaken: UnsupportedField = {
  field: '',
  reason:
    'it is more specific than a route above it that may match the same requests, and Gateway API tries the most specific one first (exact path, longest prefix, method, most headers)',
  alternative: 'put the more specific route first, or make the two exclude each other',
};
