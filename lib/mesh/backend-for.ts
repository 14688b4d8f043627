import type { ClusterFacts } from '../fleet/cluster-facts';
import type { ListedMeshBackend } from './backend';
import { meshBackends } from './backends';

/** The backend of a cluster; undefined where it runs neither a mesh nor a Gateway API. */
export function backendFor(cluster: ClusterFacts): ListedMeshBackend | undefined {
  return meshBackends.find(({ serves }) => serves(cluster));
}
