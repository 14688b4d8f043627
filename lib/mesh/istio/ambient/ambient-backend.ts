import type { EmittedManifest } from '../../../model/capability';
import type { ObjectOwner } from '../../../model/object-owner';
import { connectionsByEnd } from '../../connections-by-end';
import { meshBackend } from '../../backend';
import { located } from '../../../model/located';
import type { MeshModel, MeshNamespace, MeshWorkload, ResolvedMeshSettings, TrafficModel } from '../../mesh-model';
import { nothingUnread } from '../../nothing-unread';
import { refuseUnheldEgress } from '../../refuse-unheld-egress';
import { emitAuthorizationPolicy, emitDefaultDeny } from '../authorization-policy';
import { refuseSharedTcp } from '../external-hosts';
import { istioFacts } from '../facts';
import {
  emitMeshPeerAuthentication,
  emitNamespacePeerAuthentication,
  emitWorkloadPeerAuthentication,
} from '../peer-authentication';
import { emitServiceEntry } from '../service-entry';
import { emitTelemetry } from '../telemetry';
import { waypointRoutes } from './ambient-traffic';
import { connectWaypoints } from './connect-waypoints';
import { enrolAmbient } from './enrol-ambient';
import { planWaypoints, type AmbientPlan } from './plan-waypoints';
import { requireForWaypoints } from './require-for-waypoints';
import { emitWaypoint, waypointName, type PlannedWaypoint } from './waypoint';
import { emitExternalPolicy, emitServicePolicy, emitWaypointDefaultDeny, podRules } from './waypoint-authorization';
import { waypointRules, waypointTargets, type WaypointTarget } from './waypoint-clients';

/**
 * Istio with a proxy on every node, which knows connections and identities, and a waypoint in the namespaces where a rule
 * is about requests.
 */
export const istioAmbientBackend = meshBackend({
  supportedRoutes: waypointRoutes,
  resolve(mesh, model): ResolvedAmbient {
    const plan = planWaypoints(mesh, model);
    enrolAmbient(mesh, plan.waypoints, model);
    const enrolled = new Set(mesh.workloads.map(({ workload }) => workload));
    const targets = waypointTargets(plan.waypoints, connectionsByEnd(model.connections));
    connectWaypoints(plan.waypoints, targets, enrolled, model);
    refuseUnheldEgress(model, 'istio-ambient');
    refuseSharedTcp(mesh.externals, 'istio-ambient', model);
    requireForWaypoints(plan, mesh, model);
    return { mesh, plan, targets };
  },
  *emit({ mesh, plan, targets }) {
    const { trustDomain, rootNamespace, revision } = istioFacts(mesh.cluster);
    const { owner, mutualTls } = mesh.settings;
    if (owner !== undefined) yield* located(emitMeshPeerAuthentication(rootNamespace, mutualTls), owner);
    for (const namespace of mesh.namespaces) yield* inNamespace(namespace);
    yield* forWorkloads({ mesh, plan, targets }, trustDomain);
    for (const waypoint of plan.waypoints) {
      yield* located(emitWaypoint(waypoint, revision), ownerOf(waypoint));
      if (owner !== undefined)
        yield* located(emitTelemetry(mesh.settings, waypoint.namespace.name, waypointName), owner);
      yield* policiesOf(waypoint, trustDomain);
    }
    for (const external of mesh.externals) {
      const throughWaypoint = plan.waypoints.some(({ externals }) => externals.includes(external));
      yield* located(emitServiceEntry(external, throughWaypoint ? waypointName : undefined), external.service);
    }
  },
});

// What the emitters read between them, or say that it needs no object.
nothingUnread<Exclude<keyof MeshModel, 'cluster' | 'settings' | 'namespaces' | 'workloads' | 'externals'>>();
nothingUnread<
  Exclude<keyof ResolvedMeshSettings, 'mutualTls' | 'accessLogs' | 'tracing' | 'egress' | 'owner' | 'onUnsupported'>
>();
nothingUnread<Exclude<keyof MeshNamespace, 'namespace' | 'workloads' | 'mutualTls' | 'declaredEgressOnly'>>();
// Whom a workload may ask is for its servers and its network policy to say: proxies of nodes know all of them.
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

interface ResolvedAmbient {
  readonly mesh: MeshModel;
  readonly plan: AmbientPlan;
  readonly targets: readonly WaypointTarget[];
}

function* inNamespace(meshNamespace: MeshNamespace): Iterable<EmittedManifest> {
  const { namespace } = meshNamespace;
  yield* located(emitNamespacePeerAuthentication(meshNamespace), namespace);
  if (namespace.isolated) yield* located(emitDefaultDeny(namespace.name), namespace);
}

function* forWorkloads({ mesh, plan, targets }: ResolvedAmbient, trustDomain: string): Iterable<EmittedManifest> {
  const fromWaypoints = waypointRules(targets);
  for (const meshWorkload of mesh.workloads) {
    const { workload, traffic } = meshWorkload;
    yield* located(emitWorkloadPeerAuthentication(meshWorkload, mesh.settings.mutualTls), workload);
    const rules = podRules(meshWorkload, fromWaypoints.get(workload) ?? []);
    yield* located(emitAuthorizationPolicy(meshWorkload, trustDomain, rules), workload);
    for (const manifest of plan.traffic.get(meshWorkload) ?? [])
      yield* located(manifest, { ...workload, origin: traffic?.origin ?? workload.origin });
  }
}

function* policiesOf(waypoint: PlannedWaypoint, trustDomain: string): Iterable<EmittedManifest> {
  if (!waypoint.namespace.isolated) return;
  yield* located(emitWaypointDefaultDeny(waypoint), ownerOf(waypoint));
  for (const server of waypoint.servers) yield* located(emitServicePolicy(server, trustDomain), server.workload);
  for (const external of waypoint.externals)
    yield* located(emitExternalPolicy(external, trustDomain), external.service);
}

/** The namespace, whose objects they are, and the pods, which they are about. */
function ownerOf({ namespace, pods }: PlannedWaypoint): ObjectOwner {
  return { ...namespace, origin: pods.origin };
}
