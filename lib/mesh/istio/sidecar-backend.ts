import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { MeshBackend } from '../backend';
import { located } from '../located';
import type { MeshModel, MeshNamespace, MeshWorkload, TrafficModel } from '../mesh-model';
import { refuse, requireInstallation } from '../refuse';
import { emitAuthorizationPolicy, emitDefaultDeny } from './authorization-policy';
import { emitDestinationRule } from './destination-rule';
import { enrol } from './enrol';
import { istioFacts } from './facts';
import {
  emitMeshPeerAuthentication,
  emitNamespacePeerAuthentication,
  emitWorkloadPeerAuthentication,
} from './peer-authentication';
import { emitServiceEntry } from './service-entry';
import { emitSidecar } from './sidecar';
import { emitTelemetry } from './telemetry';
import { emitVirtualService } from './virtual-service';

/** Istio with a proxy in every pod. */
export const istioSidecar: MeshBackend = {
  name: 'istio-sidecar',
  serves: ({ mesh }) => mesh?.product === 'istio' && mesh.mode === 'sidecar',
  prepare: enrol,
  *emit(mesh, model) {
    yield* meshWide(mesh);
    for (const namespace of mesh.namespaces) yield* inNamespace(namespace);
    for (const workload of mesh.workloads) yield* forWorkload(workload, mesh, model);
    for (const external of mesh.externals)
      yield { manifest: emitServiceEntry(external), origin: external.service.origin, chart: external.chart };
  },
};

function* meshWide({ cluster, settings }: MeshModel): Iterable<EmittedManifest> {
  const { owner, mutualTls } = settings;
  if (owner === undefined) return;
  const { rootNamespace } = istioFacts(cluster);
  const manifests = [emitMeshPeerAuthentication(rootNamespace, mutualTls), emitTelemetry(settings, rootNamespace)];
  yield* manifests.flatMap((manifest) => located(manifest, owner));
}

function* inNamespace(meshNamespace: MeshNamespace): Iterable<EmittedManifest> {
  const { namespace } = meshNamespace;
  yield* located(emitNamespacePeerAuthentication(meshNamespace), namespace);
  if (namespace.isolated) yield* located(emitDefaultDeny(namespace.name), namespace);
}

function* forWorkload(workload: MeshWorkload, mesh: MeshModel, model: ClusterModel): Iterable<EmittedManifest> {
  const { cluster, settings } = mesh;
  const { traffic } = workload;
  yield* located(emitWorkloadPeerAuthentication(workload, settings.mutualTls), workload.workload);
  yield* located(emitAuthorizationPolicy(workload, istioFacts(cluster).trustDomain), workload.workload);
  yield* located(emitSidecar(workload, mesh), workload.workload);
  requireSharedServices(workload, model);
  if (traffic === undefined) return;
  refuseRateLimit(traffic, model);
  yield* located(emitVirtualService(traffic, cluster), { chart: workload.workload.chart, origin: traffic.origin });
  yield* located(emitDestinationRule(traffic, cluster), { chart: workload.workload.chart, origin: traffic.origin });
}

/** Clusters of one mesh see each other's Services without being told: what is needed stands outside the tree. */
function requireSharedServices({ workload, exported }: MeshWorkload, model: ClusterModel): void {
  if (!exported) return;
  requireInstallation(model, {
    intent: 'mesh.exported',
    backend: 'istio-sidecar',
    what: `a mesh of several clusters, so that the others find Service ${workload.namespace}/${workload.service?.name ?? workload.name}`,
    fix: 'give every control plane the remote secrets of the other clusters, and connect their networks with east-west gateways',
    origin: workload.origin,
  });
}

function refuseRateLimit({ policy, workload, origin, onUnsupported }: TrafficModel, model: ClusterModel): void {
  if (policy.rateLimit === undefined) return;
  refuse(model, {
    intent: 'traffic.rateLimit',
    workload,
    backend: 'istio-sidecar',
    reason: 'Istio limits rates through EnvoyFilter alone, which depends on the proxy’s internals',
    alternative: 'limit the load with circuitBreaker.maxRequests, or add an EnvoyFilter of your own to the chart',
    origin,
    onUnsupported,
  });
}
