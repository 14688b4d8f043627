import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { WorkloadModel } from '../../model/workload-model';
import { meshBackend } from '../backend';
import type { MeshModel, MeshNamespace, MeshWorkload, ResolvedMeshSettings, TrafficModel } from '../mesh-model';
import { nothingUnread } from '../nothing-unread';
import { servicesInTree } from '../services-in-tree';
import { enrol } from './enrol';
import { emitExportedServices, refuseExports } from './exported-services';
import { consulFacts } from './facts';
import { emitMesh, refusePermissive } from './mesh';
import { emitProxyDefaults } from './proxy-defaults';
import { refuseOtherPorts } from './refuse-other-ports';
import { refuseSettings } from './refuse-settings';
import { refuseUnencrypted } from './refuse-unencrypted';
import { emitRegisteringService, registeredInTree } from './registering-service';
import { requireOneNamespace } from './require-one-namespace';
import { reportBuiltInIntents } from './report-built-in-intents';
import { emitServiceDefaults } from './service-defaults';
import { emitServiceIntentions, refuseUnknownClients, servicesByNamespace } from './service-intentions';
import { emitServiceResolver } from './service-resolver';
import { emitServiceRouter } from './service-router';
import { emitServiceSplitter } from './service-splitter';
import { supportedRoutes } from './supported-routes';
import { askedWorkloads, supportedTraffic } from './supported-traffic';
import { emitWayOut, resolveWayOut, type WayOut } from './terminating-gateway';

/** Consul on Kubernetes, with a proxy in every pod and transparent redirection. */
export const consulBackend = meshBackend({
  metricsFromProxy: true,
  supportedRoutes,
  resolve(mesh, model): ResolvedConsul {
    enrol(mesh, model);
    refuseSettings(mesh, model);
    requireOneNamespace(mesh, model);
    refuseOtherPorts(mesh, model);
    refusePermissive(mesh, model);
    refuseExports(mesh, model);
    const servicesOf = servicesByNamespace(mesh);
    for (const workload of mesh.workloads) {
      refuseUnencrypted(workload, model);
      reportBuiltInIntents(workload, model);
      refuseUnknownClients(workload, servicesOf, model);
    }
    return {
      mesh,
      trafficOf: supportedTrafficOf(mesh, model),
      servicesOf,
      wayOut: resolveWayOut(mesh, model),
      registered: registeredInTree(mesh, servicesInTree(model)),
    };
  },
  *emit({ mesh, trafficOf, servicesOf, wayOut, registered }) {
    yield* present(emitMesh(mesh), emitProxyDefaults(mesh), emitExportedServices(mesh));
    for (const workload of mesh.workloads) {
      yield* present(
        registered.has(workload.workload) ? undefined : emitRegisteringService(workload),
        emitServiceDefaults(workload, trafficOf),
        emitServiceIntentions(workload, servicesOf, mesh.cluster),
      );
      const traffic = trafficOf.get(workload.workload);
      if (traffic !== undefined)
        yield* present(emitServiceRouter(traffic), emitServiceSplitter(traffic), emitServiceResolver(traffic));
    }
    if (wayOut !== undefined) yield* emitWayOut(wayOut, consulFacts(mesh.cluster).rootNamespace);
  },
});

// What the emitters read between them, or say that it needs no object.
nothingUnread<Exclude<keyof MeshModel, 'cluster' | 'settings' | 'namespaces' | 'workloads' | 'externals'>>();
nothingUnread<
  Exclude<keyof ResolvedMeshSettings, 'mutualTls' | 'accessLogs' | 'tracing' | 'egress' | 'owner' | 'onUnsupported'>
>();
// What a namespace may reach is its network policies’: Consul limits the whole mesh alone.
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

/** What Consul is told of a mesh. */
interface ResolvedConsul {
  readonly mesh: MeshModel;
  /** Of each workload with a traffic policy, what Consul can express. */
  readonly trafficOf: ReadonlyMap<WorkloadModel, TrafficModel>;
  /** The services of each Kubernetes namespace. */
  readonly servicesOf: ReadonlyMap<string, readonly string[]>;
  /** Workloads that a Service of the tree registers. */
  readonly registered: ReadonlySet<WorkloadModel>;
  /** Undefined where nothing outside the mesh is reached through a gateway. */
  readonly wayOut: WayOut | undefined;
}

/** Of every workload, what Consul can express: clients hold part of it, so that all of it is known first. */
function supportedTrafficOf(mesh: MeshModel, model: ClusterModel): ReadonlyMap<WorkloadModel, TrafficModel> {
  const asked = askedWorkloads(mesh);
  return new Map(
    mesh.workloads.flatMap((workload: MeshWorkload) =>
      workload.traffic === undefined
        ? []
        : [[workload.workload, supportedTraffic(workload, workload.traffic, asked, model)] as const],
    ),
  );
}

function present(...manifests: readonly (EmittedManifest | undefined)[]): EmittedManifest[] {
  return manifests.filter((manifest) => manifest !== undefined);
}
