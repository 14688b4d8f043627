import type { MeshFacts } from './mesh-facts';

/** Where a proxy carries the traffic of a pod: in the pod itself, or on its node. */
export type MeshMode = 'sidecar' | 'ambient';

/** Where the mesh of a cluster has the proxies of its pods, as it is installed. */
export function meshModeOf(mesh: MeshFacts): MeshMode {
  return mesh.product === 'istio' ? mesh.mode : 'sidecar';
}
