import { listCapability, type EmittedManifest } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import type { ClusterModel } from '../model/cluster-model';
import { trafficIntents } from '../model/traffic';
import { backendFor } from './backend-for';
import { connectDestinations } from './connect-destinations';
import { enrolledWorkloads } from './enrolled-workloads';
import { refuse } from './refuse';
import { refuseUnenrolledTraffic } from './refuse-unenrolled-traffic';
import { refuseWithoutMesh } from './refuse-without-mesh';
import { resolveMesh } from './resolve';
import { resolveTraffic } from './resolve-traffic';
import { rolledWorkloads } from './rolled-workloads';

/** Makes the objects of the mesh, as its backend resolved them. */
type MeshEmission = () => Iterable<EmittedManifest>;

/** Compiles identity, encryption, authorization and traffic for the mesh that a cluster runs. */
export const meshCapability = listCapability({
  name: new CapabilityName<MeshEmission>('mesh'),
  feeds: ['network-policy', 'workload'],
  resolve(model): MeshEmission {
    const listed = backendFor(model.cluster);
    if (model.cluster.mesh === undefined) refuseWithoutMesh(model, listed?.name);
    if (listed === undefined) {
      refuseTraffic(model);
      rolledWorkloads(model, new Set(), undefined);
      return () => [];
    }
    const backend = listed.load();
    const enrolled = enrolledWorkloads(model);
    refuseUnenrolledTraffic(model, enrolled);
    const rolled = rolledWorkloads(model, enrolled, { ...backend, name: listed.name });
    const traffic = new Map(
      [...resolveTraffic(model, rolled)]
        .filter(([workload]) => enrolled.has(workload))
        .map(([workload, declared]) => [workload, backend.supportedRoutes(declared, model, enrolled)]),
    );
    connectDestinations(model, traffic.values());
    return backend.resolve(resolveMesh(model, backend, traffic), model);
  },
  emit: (emission) => emission(),
});

/** Without a mesh, and without a Gateway API that routes between workloads, nothing can treat requests in any way. */
function refuseTraffic(model: ClusterModel): void {
  const gamma =
    model.cluster.gatewayApi === undefined
      ? ''
      : ', say that its Gateway API routes between workloads where it does: gatewayApi: { …, gamma: true }';
  for (const { workload, policy, origin, onUnsupported } of trafficIntents.in(model)) {
    for (const field of Object.keys(policy)) {
      refuse(model, {
        intent: `traffic.${field}`,
        workload,
        reason: 'nothing would enforce it',
        alternative: `run a mesh in the cluster${gamma}, or declare the policy with { onUnsupported: 'warn' }`,
        origin,
        onUnsupported,
      });
    }
  }
}
