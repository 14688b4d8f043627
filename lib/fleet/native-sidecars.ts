import { isAtLeast, type KubernetesVersion } from './kubernetes-version';
import type { MeshFacts } from './mesh-facts';

/** The first version that runs restartable init containers without being told to. */
const firstWith: KubernetesVersion = '1.29';

/** The facts of a mesh on a Kubernetes version: where that knows no restartable init containers, proxies are none. */
export function onKubernetes(mesh: MeshFacts, version: KubernetesVersion): MeshFacts {
  return isAtLeast(version, firstWith) ? mesh : { ...mesh, nativeSidecars: false };
}
