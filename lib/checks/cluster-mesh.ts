import type { MeshFacts } from '../fleet/mesh-facts';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import { perManifestSet } from '../manifest/objects/per-manifest-set';
import { MeshLayer, readMeshTree } from '../reach/mesh/mesh-layer';
import { treeInput } from '../reach/questions/reachability';
import type { CheckContext } from './check';

/** What the workloads of the judged tree let in by its mesh; undefined where the cluster has none. */
export function clusterMesh({ manifests, cluster: { mesh } }: CheckContext): MeshLayer | undefined {
  if (mesh === undefined) return undefined;
  let read = readings.get(mesh);
  if (read === undefined) readings.set(mesh, (read = perManifestSet((tree) => readMesh(tree, mesh))));
  return read(manifests);
}

const readings = new WeakMap<MeshFacts, (manifests: ManifestSet) => MeshLayer>();

function readMesh(manifests: ManifestSet, facts: MeshFacts): MeshLayer {
  const { workloads, namespaces } = treeInput(manifests);
  return new MeshLayer(readMeshTree(manifests, workloads, namespaces, facts), []);
}
