import type { ClusterModel } from '../../model/cluster-model';
import { meshBackend } from '../backend';
import { located } from '../../model/located';
import type { MeshModel, MeshNamespace, MeshWorkload, ResolvedMeshSettings, TrafficModel } from '../mesh-model';
import { nothingUnread } from '../nothing-unread';
import { requireInstallation } from '../refuse';
import { warnOfExposure } from '../warn-of-exposure';
import { toOwnPods } from '../to-own-pods';
import { expressibleRoutes } from './expressible-routes';
import { hasServiceRoutes, refuseBeyondRoutes } from './refuse-beyond-routes';
import { resolveRouteDialect } from './route-dialect';
import { emitServiceExport } from './service-export';
import {
  emitServiceRoutes,
  needsRoutes,
  resolveServiceRoutes,
  type RouteDialect,
  type ServiceRoutes,
} from './service-routes';

const backend = 'gateway-api';

/**
 * No mesh, but an implementation of the Gateway API that routes requests between workloads: splits, matches, timeouts and
 * mirrors. It has neither identity nor encryption nor authorization; what asks for them is refused (see
 * `refuse-without-mesh.ts` and `refuse-unenforced-http.ts`).
 */
export const gatewayApiBackend = meshBackend({
  supportedRoutes: (traffic, model) =>
    hasServiceRoutes(model.cluster) ? expressibleRoutes(traffic, model, backend) : toOwnPods(traffic),
  resolve: ({ workloads }, model): readonly RoutedWorkload[] =>
    workloads.map((workload) => resolveWorkload(workload, model)),
  *emit(workloads) {
    for (const { workload, exported, routes } of workloads) {
      if (exported) yield* located(emitServiceExport(workload), workload);
      if (routes === undefined) continue;
      const owner = { ...workload, origin: routes.traffic.origin };
      for (const manifest of emitServiceRoutes(routes)) yield* located(manifest, owner);
    }
  },
});

// What the emitters read between them; the rest is refused, or enforced by network policies.
nothingUnread<Exclude<keyof MeshModel, 'cluster' | 'settings' | 'namespaces' | 'workloads' | 'externals'>>();
// Without a mesh, settings are refused where something is asked of one (see `refuse-without-mesh.ts`).
nothingUnread<
  Exclude<keyof ResolvedMeshSettings, 'mutualTls' | 'accessLogs' | 'tracing' | 'egress' | 'owner' | 'onUnsupported'>
>();
// Network policies alone hold namespaces and workloads to what is declared.
nothingUnread<Exclude<keyof MeshNamespace, 'namespace' | 'workloads' | 'mutualTls' | 'declaredEgressOnly'>>();
nothingUnread<
  Exclude<
    keyof MeshWorkload,
    | 'workload'
    | 'mutualTls'
    | 'permissivePorts'
    | 'authorization'
    | 'servers'
    | 'outbound'
    | 'proxy'
    | 'exported'
    | 'traffic'
  >
>();
nothingUnread<
  Exclude<
    keyof TrafficModel,
    'workload' | 'service' | 'ports' | 'policy' | 'routes' | 'mirror' | 'rollout' | 'onUnsupported' | 'origin'
  >
>();

/** A workload, and what the routes of its Service say; nothing where there is nothing to say, or no words for it. */
interface RoutedWorkload extends Pick<MeshWorkload, 'workload' | 'exported'> {
  readonly routes: ServiceRoutes | undefined;
}

function resolveWorkload({ workload, traffic, exported }: MeshWorkload, model: ClusterModel): RoutedWorkload {
  if (exported)
    requireInstallation(model, {
      intent: 'mesh.exported',
      backend,
      what: 'the Multi-Cluster Services API (multicluster.x-k8s.io/v1beta1) and a controller for it',
      fix: 'install both, or do not export the Service there',
      origin: workload.origin,
    });
  return { workload, exported, routes: traffic === undefined ? undefined : resolveRoutes(traffic, model) };
}

function resolveRoutes(traffic: TrafficModel, model: ClusterModel): ServiceRoutes | undefined {
  if (refuseBeyondRoutes(traffic, model, backend) === 'everything') return undefined;
  warnOfExposure(traffic, model, () => []);
  const dialect = resolveRouteDialect(traffic, model, backend);
  if (!needsRoutes(traffic) && !saysAnything(dialect)) return undefined;
  requirePatterns(traffic, model);
  return resolveServiceRoutes(traffic, model, dialect);
}

function saysAnything({ timeouts, retry, mirror }: RouteDialect): boolean {
  return timeouts !== undefined || retry !== undefined || mirror !== undefined;
}

/** The API leaves it to each implementation which regular expressions it knows. */
function requirePatterns({ routes, origin }: TrafficModel, model: ClusterModel): void {
  const hasPattern = routes.some(
    ({ match: { headers = {}, cookies = {} } = {} }) =>
      Object.keys(cookies).length > 0 || Object.values(headers).some((value) => typeof value !== 'string'),
  );
  if (!hasPattern) return;
  requireInstallation(model, {
    intent: 'traffic.routes',
    backend,
    what: 'an implementation that matches headers by regular expression (RE2): cookies, too, are matched so',
    fix: 'look up that it does, or match headers by their exact values',
    origin,
  });
}
