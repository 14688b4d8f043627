import {
  declaredMeshShape,
  describeMesh,
  meshFrom,
  meshShape,
  type MeshDescription,
  type MeshFacts,
} from '../mesh-facts';
import type { Fact } from './fact';
import type { KubernetesVersionFact } from './kubernetes-version';

/** The service mesh of a cluster, as users write it. */
export interface MeshProps {
  /** The service mesh that runs in the cluster: `istio(…)`, `linkerd(…)` or `consul(…)`. @default none */
  readonly mesh?: MeshDescription;
}

/** The service mesh of a cluster. */
export interface MeshFact {
  /** The service mesh that the cluster runs; left out where none does. */
  readonly mesh?: MeshFacts;
}

export const meshFact: Fact<MeshProps & KubernetesVersionFact, MeshFact, MeshFact & KubernetesVersionFact> = {
  props: { 'mesh?': declaredMeshShape },
  lines: { 'mesh?': meshShape },
  resolve: ({ mesh, kubernetesVersion }) => (mesh === undefined ? {} : { mesh: meshFrom(mesh, kubernetesVersion) }),
  describe: ({ mesh, kubernetesVersion }) => ({
    mesh: mesh === undefined ? undefined : describeMesh(mesh, kubernetesVersion),
  }),
};
