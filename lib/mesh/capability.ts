import type { Capability } from '../model/capability';
import type { ClusterModel } from '../model/cluster-model';
import { trafficIntents } from '../model/traffic';
import { backendFor } from './backends';
import { connectDestinations } from './connect-destinations';
import type { MeshModel } from './mesh-model';
import { refuse } from './refuse';
import { resolveMesh } from './resolve';

const resolved = new WeakMap<ClusterModel, MeshModel>();

/** Compiles identity, encryption, authorization and traffic for the mesh that a cluster runs. */
export const meshCapability: Capability = {
  name: 'mesh',
  resolve(model) {
    const backend = backendFor(model.cluster);
    if (backend === undefined) {
      refuseTraffic(model);
      return;
    }
    connectDestinations(model);
    const mesh = resolveMesh(model);
    resolved.set(model, mesh);
    backend.prepare(mesh, model);
  },
  *emit(model) {
    const mesh = resolved.get(model);
    if (mesh !== undefined) yield* backendFor(model.cluster)?.emit(mesh, model) ?? [];
  },
};

/** Without a mesh and without a Gateway API nothing can treat requests in any way. */
function refuseTraffic(model: ClusterModel): void {
  for (const { workload, policy, origin, onUnsupported } of trafficIntents.in(model)) {
    for (const field of Object.keys(policy)) {
      refuse(model, {
        intent: `traffic.${field}`,
        workload,
        backend: 'no mesh',
        reason: 'the cluster runs none',
        alternative: "run a mesh in the cluster, or declare the policy with { onUnsupported: 'warn' }",
        origin,
        onUnsupported,
      });
    }
  }
}
