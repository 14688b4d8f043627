import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { enrolmentOfPod, type MeshProduct } from '../../reach/mesh/enrolment';

/** Where a pod says that it wants no part of a mesh. */
export interface OptOut {
  readonly product: MeshProduct;
  readonly field: Field;
}

/** What a pod says by itself against the meshes, whatever its namespace says; none where one takes it all the same. */
export function optOutsOf(pod: PodTemplate, manifests: ManifestSet): readonly OptOut[] {
  const metadata = Field.at(pod.metadataPath, pod.metadata);
  const [labels, annotations] = [metadata.at('labels'), metadata.at('annotations')];
  const optOuts = [
    { product: 'istio', field: labels.entry('sidecar.istio.io/inject'), off: ['false'] },
    { product: 'istio', field: annotations.entry('sidecar.istio.io/inject'), off: ['false'] },
    { product: 'istio', field: labels.entry('istio.io/dataplane-mode'), off: ['none'] },
    { product: 'linkerd', field: annotations.entry('linkerd.io/inject'), off: ['disabled'] },
    { product: 'consul', field: annotations.entry('consul.hashicorp.com/connect-inject'), off: ['false', 'f', '0'] },
  ] as const;
  return optOuts.filter(
    ({ product, field, off }) =>
      off.some((value) => value === field.text?.toLowerCase()) && enrolmentOfPod(pod, manifests)?.product !== product,
  );
}
