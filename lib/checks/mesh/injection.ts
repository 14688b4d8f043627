import type { MeshFacts } from '../../fleet/mesh-facts';
import { Field } from '../../manifest/field';
import type { ManifestSet } from '../../manifest/manifest-set';
import type { PodTemplate } from '../../manifest/pod-template';
import { isConsulInjected } from '../consul/injection';

/** Whether a pod gets a proxy beside it: what it says itself, or else what its namespace says. */
export function isInjected(pod: PodTemplate, manifests: ManifestSet, mesh: MeshFacts): boolean {
  const own = Field.at(pod.metadataPath, pod.metadata);
  const home = manifests.get({ group: '', kind: 'Namespace', namespace: '', name: pod.namespace });
  const namespace = Field.at('metadata', home?.manifest.metadata);
  switch (mesh.product) {
    case 'istio':
      return mesh.mode === 'sidecar' && istioInjects(own, namespace);
    case 'linkerd': {
      const answer =
        own.at('annotations').entry('linkerd.io/inject').text ??
        namespace.at('annotations').entry('linkerd.io/inject').text;
      return answer === 'enabled' || answer === 'ingress';
    }
    case 'consul':
      return isConsulInjected(pod);
  }
}

/** Whether the proxy of the node carries the traffic of a pod. */
export function isAmbient(pod: PodTemplate, manifests: ManifestSet, mesh: MeshFacts): boolean {
  if (mesh.product !== 'istio' || mesh.mode !== 'ambient') return false;
  const home = manifests.get({ group: '', kind: 'Namespace', namespace: '', name: pod.namespace });
  const label = 'istio.io/dataplane-mode';
  return (
    (pod.labels[label] ?? Field.at('metadata', home?.manifest.metadata).at('labels').entry(label).text) === 'ambient'
  );
}

function istioInjects(own: Field, namespace: Field): boolean {
  const wish =
    own.at('labels').entry('sidecar.istio.io/inject').text ??
    own.at('annotations').entry('sidecar.istio.io/inject').text;
  if (wish !== undefined) return wish === 'true';
  const labels = namespace.at('labels');
  const injection = labels.entry('istio-injection').text;
  return injection === undefined
    ? labels.entry('istio.io/rev').isSet && labels.entry('istio.io/dataplane-mode').text !== 'ambient'
    : injection === 'enabled';
}
