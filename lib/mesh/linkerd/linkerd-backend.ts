import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import { meshBackend } from '../backend';
import { emitServiceRoutes, resolveServiceRoutes, type ServiceRoutes } from '../gateway-api/service-routes';
import { located } from '../../model/located';
import type { MeshModel, MeshNamespace, MeshWorkload, ResolvedMeshSettings, TrafficModel } from '../mesh-model';
import { nothingUnread } from '../nothing-unread';
import { warnOfExposure } from '../warn-of-exposure';
import { emitAuthorization } from './authorization';
import { configureServices, needsServiceRoutes } from './configure-services';
import { emitEgress, resolveRestrictedEgress, type RestrictedEgress } from './egress';
import { enrol } from './enrol';
import { backend } from './facts';
import { linkerdRoutes } from './linkerd-routes';
import { needNetwork } from './network-needs';
import { serverName, type PortPolicy } from './port-policy';
import { emitRateLimit } from './rate-limit';
import { refuseTraffic } from './refuse-traffic';
import { emitRequestRoutes } from './request-routes';
import { refuseUndeclaredPorts } from './refuse-undeclared-ports';
import { requireSettings } from './require-settings';
import { resolvePortPolicies } from './resolve-port-policies';
import { reportBuiltInIntents } from './report-built-in-intents';
import { emitServer } from './server';

/** Linkerd 2.18 and newer: a proxy in every pod, policies of its own, routes of the Gateway API. */
export const linkerdBackend = meshBackend({
  supportedRoutes: linkerdRoutes,
  resolve(mesh, model): ResolvedLinkerd {
    enrol(mesh, model);
    configureServices(mesh, model);
    needNetwork(mesh, model);
    requireSettings(mesh, model);
    refuseUndeclaredPorts(mesh, model);
    const workloads = mesh.workloads.map((workload) => {
      reportBuiltInIntents(workload, mesh, model);
      return resolveWorkload(workload, model);
    });
    return { workloads, egress: resolveRestrictedEgress(mesh, model) };
  },
  *emit({ workloads, egress }) {
    for (const { ports, routes } of workloads) {
      for (const policy of ports) yield* emitPort(policy);
      if (routes === undefined) continue;
      const { workload, origin } = routes.traffic;
      for (const route of emitServiceRoutes(routes)) yield* located(route, { ...workload, origin });
    }
    for (const restricted of egress) yield* emitEgress(restricted);
  },
});

// What the emitters read between them, or say that it needs no object.
nothingUnread<Exclude<keyof MeshModel, 'cluster' | 'settings' | 'namespaces' | 'workloads' | 'externals'>>();
nothingUnread<
  Exclude<keyof ResolvedMeshSettings, 'mutualTls' | 'accessLogs' | 'tracing' | 'egress' | 'owner' | 'onUnsupported'>
>();
nothingUnread<Exclude<keyof MeshNamespace, 'namespace' | 'workloads' | 'mutualTls' | 'declaredEgressOnly'>>();
// Whom a workload may ask is for its servers to say: proxies learn of each when it is asked.
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

/** What Linkerd is told: policies of ports and routes of Services, and the egress of namespaces. */
interface ResolvedLinkerd {
  readonly workloads: readonly ResolvedWorkload[];
  readonly egress: readonly RestrictedEgress[];
}

interface ResolvedWorkload {
  readonly ports: readonly PortPolicy[];
  /** Left out where requests go to the Service's own pods, as they came. */
  readonly routes?: ServiceRoutes;
}

function resolveWorkload(workload: MeshWorkload, model: ClusterModel): ResolvedWorkload {
  const ports = resolvePortPolicies(workload, model);
  const { traffic } = workload;
  if (traffic === undefined) return { ports };
  refuseTraffic(traffic, model);
  // Proxies of the pods count what they answer; everything else is up to whose proxy asks.
  warnOfExposure(traffic, model, () => ['rateLimit']);
  const routes = needsServiceRoutes(traffic) ? resolveServiceRoutes(traffic, model, { backend }) : undefined;
  return { ports, ...(routes === undefined ? {} : { routes }) };
}

function* emitPort(policy: PortPolicy): Iterable<EmittedManifest> {
  const { workload, clients } = policy;
  const target = { group: 'policy.linkerd.io', kind: 'Server', name: serverName(policy) } as const;
  const manifests = [
    emitServer(policy),
    ...emitAuthorization(workload, target, clients),
    ...emitRequestRoutes(policy),
    emitRateLimit(policy),
  ];
  for (const manifest of manifests) yield* located(manifest, workload);
}
