import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import { parseLabelSelector, type LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { extentOf } from '../../manifest/pods/selected-pods';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import type { MeshProduct } from '../../reach/mesh/enrolment';

/** The first policy of a mesh that says, by name or by labels, who may ask a pod; a policy for a whole namespace is for its other pods. */
export function selectingPolicy(
  product: MeshProduct,
  pod: PodTemplate,
  manifests: ManifestSet,
): LocatedManifest | undefined {
  switch (product) {
    case 'istio':
      return objectsIn(manifests, 'security.istio.io', 'AuthorizationPolicy', pod.namespace).find((policy) =>
        selects(parseLabelSelector(Field.root(policy.manifest).at('spec', 'selector').value), pod),
      );
    case 'linkerd':
      return objectsIn(manifests, 'policy.linkerd.io', 'Server', pod.namespace).find((server) =>
        selects(parseLabelSelector(Field.root(server.manifest).at('spec', 'podSelector').value), pod),
      );
    case 'consul': {
      const services = servicesSelecting(manifests, pod.owner).map(({ manifest }) => manifest.metadata.name);
      return objectsIn(manifests, 'consul.hashicorp.com', 'ServiceIntentions', pod.namespace).find(({ manifest }) => {
        const destination = Field.root(manifest).at('spec', 'destination', 'name').text;
        return namespaceOf(manifest) === pod.namespace && services.some((name) => name === destination);
      });
    }
  }
}

/** Whether a selector picks pods out, and this one among them. */
function selects(selector: LabelSelector | undefined, pod: PodTemplate): boolean {
  if (selector === undefined) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.keys(matchLabels).length + matchExpressions.length > 0 && ['all', 'some'].includes(extentOf([selector], pod))
  );
}
