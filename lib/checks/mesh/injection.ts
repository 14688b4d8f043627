import type { MeshFacts } from '../../fleet/mesh-facts';
import { meshModeOf } from '../../fleet/mesh-mode';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { enrolmentOfPod } from '../../reach/mesh/enrolment';

/** Whether a pod gets a proxy of the cluster's mesh beside it. */
export function isInjected(pod: PodTemplate, manifests: ManifestSet, mesh: MeshFacts): boolean {
  if (meshModeOf(mesh) !== 'sidecar') return false;
  const enrolment = enrolmentOfPod(pod, manifests);
  return enrolment?.product === mesh.product && enrolment.mode === 'sidecar';
}

/** Whether the proxy of the node carries the traffic of a pod. */
export function isAmbient(pod: PodTemplate, manifests: ManifestSet, mesh: MeshFacts): boolean {
  if (meshModeOf(mesh) !== 'ambient') return false;
  return enrolmentOfPod(pod, manifests)?.mode === 'ambient';
}
