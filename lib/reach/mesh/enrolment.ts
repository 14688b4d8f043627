import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import type { WorkloadNode } from '../space/workload-node';

export type MeshProduct = 'istio' | 'linkerd' | 'consul';

/** How a pod takes part in a mesh, as its manifest and its namespace's say. */
export interface Enrolment {
  readonly product: MeshProduct;
  /** `sidecar`: a proxy in the pod. `ambient`: the proxy of the node. */
  readonly mode: 'sidecar' | 'ambient';
}

/** How the pods of a workload take part in a mesh; undefined where they do not, or where they differ. */
export function enrolmentOf({ pods, hostNetwork }: WorkloadNode, manifests: ManifestSet): Enrolment | undefined {
  // No mesh redirects the traffic of the node's own network.
  if (hostNetwork) return undefined;
  const [first, ...others] = pods.map((pod) => enrolmentOfPod(pod, manifests));
  return others.every((other) => other?.product === first?.product && other?.mode === first?.mode) ? first : undefined;
}

/** The labels and annotations of a pod, or of the namespace that it is in. */
export interface Metadata {
  readonly labels: Field;
  readonly annotations: Field;
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

/** How one pod, or the pods of a template, take part in a mesh. */
export function enrolmentOfPod(pod: PodTemplate, manifests: ManifestSet): Enrolment | undefined {
  const own = metadataOfPod(pod);
  const namespace = metadataOfNamespace(manifests, pod.namespace);
  if (hasContainer(pod, 'istio-proxy') || istioInjects(own, namespace, pod.namespace)) {
    return { product: 'istio', mode: 'sidecar' };
  }
  if (hasContainer(pod, 'linkerd-proxy') || linkerdInjects(own, namespace)) {
    return { product: 'linkerd', mode: 'sidecar' };
  }
  if (hasContainer(pod, 'consul-dataplane') || consulInjects(own)) return { product: 'consul', mode: 'sidecar' };
  const mode = own.labels.entry('istio.io/dataplane-mode').text ?? namespace.labels.entry(dataplaneMode).text;
  return mode === 'ambient' ? { product: 'istio', mode: 'ambient' } : undefined;
}

const dataplaneMode = 'istio.io/dataplane-mode';
/** Where Istio's webhook never injects. */
const neverInjected = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

/**
 * The selectors of Istio's webhook: a namespace that opts in takes all pods but those that opt out; one that says
 * nothing takes those that opt in; one that opts out takes none.
 */
function istioInjects(own: Metadata, namespace: Metadata, name: string): boolean {
  const wish = own.labels.entry('sidecar.istio.io/inject').text;
  const refused = wish === 'false' || own.annotations.entry('sidecar.istio.io/inject').text === 'false';
  if (refused || neverInjected.includes(name)) return false;
  const injection = namespace.labels.entry('istio-injection').text;
  if (injection !== undefined) return injection === 'enabled';
  const isAmbient = namespace.labels.entry(dataplaneMode).text === 'ambient';
  if (namespace.labels.entry('istio.io/rev').isSet && !isAmbient) return true;
  return wish === 'true' || (own.labels.entry('istio.io/rev').isSet && !isAmbient);
}

function linkerdInjects(own: Metadata, namespace: Metadata): boolean {
  const inject = 'linkerd.io/inject';
  const wish = own.annotations.entry(inject).text ?? namespace.annotations.entry(inject).text;
  return wish === 'enabled' || wish === 'ingress';
}

function consulInjects({ annotations }: Metadata): boolean {
  return ['true', 't', '1'].includes(
    (annotations.entry('consul.hashicorp.com/connect-inject').text ?? '').toLowerCase(),
  );
}

/** A proxy that was written into the manifest, by `istioctl kube-inject` for instance. */
function hasContainer({ spec, specPath }: PodTemplate, name: string): boolean {
  const pod = Field.at(specPath, spec);
  return [...pod.at('containers').items(), ...pod.at('initContainers').items()].some(
    (container) => container.at('name').text === name,
  );
}
