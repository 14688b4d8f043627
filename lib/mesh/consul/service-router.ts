import type { ServiceRouterSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { RetryPolicy } from '../../model/traffic-policy';
import { formatDuration } from '../format-duration';
import type { RouteModel, TrafficModel } from '../mesh-model';
import { configEntry } from './config-entry';
import { consulServiceName } from './consul-service';
import { emitRouteMatch } from './route-match';

type Route = NonNullable<Plain<ServiceRouterSpec>['routes']>[number];
type Destination = NonNullable<Route['destination']>;

/** Where requests go because of what they carry, how long they take and how often they are sent again; undefined where nothing of that was declared. */
export function emitServiceRouter({ workload, routes, policy, origin }: TrafficModel): EmittedManifest | undefined {
  const { timeout, retries } = policy;
  const shared: Destination = {
    ...(timeout === undefined ? {} : { requestTimeout: formatDuration(timeout) }),
    ...(retries === undefined || retries === false ? {} : emitRetries(retries)),
  };
  // What no route matches goes to the service itself, and on to its splitter.
  const emitted = routes.filter(({ match }) => match !== undefined || Object.keys(shared).length > 0);
  if (emitted.length === 0) return undefined;
  const service = consulServiceName(workload);
  const spec: Plain<ServiceRouterSpec> = { routes: emitted.map((route) => emitRoute(route, shared, service)) };
  const { namespace } = workload;
  return configEntry('ServiceRouter', { namespace, name: service }, spec, { ...workload, origin });
}

function emitRoute({ match, destinations }: RouteModel, shared: Destination, service: string): Route {
  const [destination] = destinations;
  const target = match === undefined || destination === undefined ? service : consulServiceName(destination.workload);
  return {
    match: { http: emitRouteMatch(match) },
    destination: { ...(target === service ? {} : { service: target }), ...shared },
  };
}

/** No attempts are no retries: with conditions alone the proxy would try once more. */
function emitRetries({ attempts, on }: RetryPolicy): Destination {
  return attempts === 0 ? {} : { numRetries: attempts, retryOn: on };
}
