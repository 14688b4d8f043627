import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import type { MeshProduct } from '../../fleet/mesh-facts';
import type { MeshMode } from '../../fleet/mesh-mode';
import type { Metadata } from '../../products/mesh-product';
import { allMeshRecords } from '../../products/mesh-records';
import type { WorkloadNode } from '../space/workload-node';

/** How a pod takes part in a mesh, as its manifest and its namespace's say. */
export interface Enrolment {
  readonly product: MeshProduct;
  /** `sidecar`: a proxy in the pod. `ambient`: the proxy of the node. */
  readonly mode: MeshMode;
}

/** How the pods of a workload take part in a mesh; undefined where they do not, or where they differ. */
export function enrolmentOf({ pods, hostNetwork }: WorkloadNode, manifests: ManifestSet): Enrolment | undefined {
  // No mesh redirects the traffic of the node's own network.
  if (hostNetwork) return undefined;
  const [first, ...others] = pods.map((pod) => enrolmentOfPod(pod, manifests));
  return others.every((other) => other?.product === first?.product && other?.mode === first?.mode) ? first : undefined;
}

export function metadataOfPod(pod: PodTemplate): Metadata {
  const metadata = Field.at(pod.metadataPath, pod.metadata);
  return { labels: metadata.at('labels'), annotations: metadata.at('annotations') };
}

export function metadataOfNamespace(manifests: ManifestSet, name: string): Metadata {
  const found = manifests.get({ group: '', kind: 'Namespace', namespace: '', name });
  const metadata = Field.at('metadata', found?.manifest.metadata);
  return { labels: metadata.at('labels'), annotations: metadata.at('annotations') };
}

/** How one pod, or the pods of a template, take part in a mesh: a proxy of its own comes before that of the node. */
export function enrolmentOfPod(pod: PodTemplate, manifests: ManifestSet): Enrolment | undefined {
  const own = metadataOfPod(pod);
  const namespace = metadataOfNamespace(manifests, pod.namespace);
  const found = allMeshRecords.flatMap(({ product, proxy, enrols }): Enrolment[] => {
    const mode = hasContainer(pod, proxy.container) ? 'sidecar' : enrols(own, namespace, pod.namespace);
    return mode === undefined ? [] : [{ product, mode }];
  });
  return found.find(({ mode }) => mode === 'sidecar') ?? found[0];
}

/** A proxy that was written into the manifest, by `istioctl kube-inject` for instance. */
function hasContainer({ spec, specPath }: PodTemplate, name: string): boolean {
  const pod = Field.at(specPath, spec);
  return [...pod.at('containers').items(), ...pod.at('initContainers').items()].some(
    (container) => container.at('name').text === name,
  );
}
