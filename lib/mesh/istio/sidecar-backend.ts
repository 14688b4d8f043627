import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import { meshBackend } from '../backend';
import { located } from '../../model/located';
import type { MeshModel, MeshNamespace, MeshWorkload, ResolvedMeshSettings, TrafficModel } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { nothingUnread } from '../nothing-unread';
import { servicesInTree } from '../services-in-tree';
import { warnOfExposure } from '../warn-of-exposure';
import { emitAuthorizationPolicy, emitDefaultDeny } from './authorization-policy';
import { emitDestinationRule } from './destination-rule';
import { enrol } from './enrol';
import { refuseSharedTcp } from './external-hosts';
import { istioFacts } from './facts';
import { isIstioGateway } from './istio-gateway';
import { withKnownServers } from './known-servers';
import {
  emitMeshPeerAuthentication,
  emitNamespacePeerAuthentication,
  emitWorkloadPeerAuthentication,
} from './peer-authentication';
import { emitRateLimitFilter } from './rate-limit-filter';
import { refuseAddresses } from './refuse-addresses';
import { refusePortRanges } from './refuse-port-ranges';
import { refuseBareTcp } from './refuse-bare-tcp';
import { requireProviders } from './require-providers';
import { requireSharedServices } from './require-shared-services';
import { leaveToRollout } from './rolled-traffic';
import { emitServiceEntry } from './service-entry';
import { emitSidecar } from './sidecar';
import { sidecarRoutes } from './sidecar-routes';
import { supportedTraffic } from './supported-traffic';
import { emitTelemetry } from './telemetry';
import { emitVirtualService } from './virtual-service';

/** Istio with a proxy in every pod. */
export const istioSidecarBackend = meshBackend({
  leavesWeights: true,
  supportedRoutes: sidecarRoutes,
  resolve(mesh, model): MeshModel {
    enrol(mesh, model);
    refuseSharedTcp(mesh.externals, 'istio-sidecar', model);
    refuseBareTcp(mesh, model);
    if (mesh.settings.owner !== undefined) requireProviders(mesh.settings, model);
    const servicesOf = servicesInTree(model);
    return {
      ...mesh,
      workloads: mesh.workloads.map((workload) =>
        supportedWorkload(withKnownServers(workload, mesh, servicesOf, model), mesh.settings, model),
      ),
    };
  },
  *emit(mesh) {
    const { cluster, settings, namespaces, workloads, externals, ...rest } = mesh;
    nothingLeft(rest);
    yield* meshWide(settings, istioFacts(cluster).rootNamespace);
    for (const namespace of namespaces) yield* inNamespace(namespace);
    for (const workload of workloads) yield* forWorkload(workload, mesh);
    for (const external of externals) yield* located(emitServiceEntry(external), external.service);
  },
});

/** A workload without what proxies beside the pods cannot do; that is refused. */
function supportedWorkload(
  meshWorkload: MeshWorkload,
  settings: ResolvedMeshSettings,
  model: ClusterModel,
): MeshWorkload {
  refusePortRanges(meshWorkload, model);
  refuseAddresses(meshWorkload, settings, model);
  requireSharedServices(meshWorkload, model);
  const traffic = supportedTraffic(meshWorkload, model);
  if (traffic === undefined) return meshWorkload;
  leaveToRollout(traffic, model);
  // Proxies of the pods count what they answer; a gateway of the mesh reads the DestinationRule of whom it asks.
  warnOfExposure(traffic, model, (controller) =>
    isIstioGateway(controller)
      ? ['rateLimit', 'circuitBreaker', 'outlierDetection', 'loadBalancing', 'localityFailover']
      : ['rateLimit'],
  );
  return { ...meshWorkload, traffic };
}

// What the emitters read between them. `egress` is in each workload's Sidecar; every setting of the mesh and of a proxy
// has a form here, so that `onUnsupported` of those has nothing to decide.
nothingUnread<Exclude<keyof MeshModel, 'cluster' | 'settings' | 'namespaces' | 'workloads' | 'externals'>>();
nothingUnread<
  Exclude<keyof ResolvedMeshSettings, 'mutualTls' | 'accessLogs' | 'tracing' | 'egress' | 'owner' | 'onUnsupported'>
>();
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
nothingUnread<
  Exclude<
    keyof TrafficModel['policy'],
    // The DestinationRule has these,
    | 'circuitBreaker'
    | 'outlierDetection'
    | 'loadBalancing'
    | 'localityFailover'
    // the VirtualService these,
    | 'timeout'
    | 'retries'
    | 'fault'
    // and the EnvoyFilter this.
    | 'rateLimit'
  >
>();

function* meshWide(settings: ResolvedMeshSettings, rootNamespace: string): Iterable<EmittedManifest> {
  const { owner, mutualTls } = settings;
  if (owner === undefined) return;
  const manifests = [emitMeshPeerAuthentication(rootNamespace, mutualTls), emitTelemetry(settings, rootNamespace)];
  yield* manifests.flatMap((manifest) => located(manifest, owner));
}

function* inNamespace(meshNamespace: MeshNamespace): Iterable<EmittedManifest> {
  const { namespace } = meshNamespace;
  yield* located(emitNamespacePeerAuthentication(meshNamespace), namespace);
  if (namespace.isolated) yield* located(emitDefaultDeny(namespace.name), namespace);
}

function* forWorkload(meshWorkload: MeshWorkload, mesh: MeshModel): Iterable<EmittedManifest> {
  const { cluster, settings } = mesh;
  const { workload, traffic } = meshWorkload;
  yield* located(emitWorkloadPeerAuthentication(meshWorkload, settings.mutualTls), workload);
  yield* located(emitAuthorizationPolicy(meshWorkload, istioFacts(cluster).trustDomain), workload);
  yield* located(emitSidecar(meshWorkload, mesh), workload);
  if (traffic !== undefined) yield* forTraffic(traffic, mesh);
}

function* forTraffic(traffic: TrafficModel, { cluster }: MeshModel): Iterable<EmittedManifest> {
  const owner = { ...traffic.workload, origin: traffic.origin };
  for (const emitted of [
    emitDestinationRule(traffic, cluster),
    emitVirtualService(traffic, cluster),
    emitRateLimitFilter(traffic),
  ])
    yield* located(emitted, owner);
}
