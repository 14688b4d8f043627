import type { MeshProduct } from '../../fleet/mesh-facts';
import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { allMeshRecords } from '../../products/mesh-records';
import { enrolmentOfPod } from '../../reach/mesh/enrolment';

/** Where a pod says that it wants no part of a mesh. */
export interface OptOut {
  readonly product: MeshProduct;
  readonly field: Field;
}

/** What a pod says by itself against the meshes, whatever its namespace says; none where one takes it all the same. */
export function optOutsOf(pod: PodTemplate, manifests: ManifestSet): readonly OptOut[] {
  const metadata = Field.at(pod.metadataPath, pod.metadata);
  return allMeshRecords.flatMap(({ product, optOuts }) =>
    optOuts.flatMap(({ among, key, values }) => {
      const field = metadata.at(among).entry(key);
      const isOut = values.some((value) => value === field.text?.toLowerCase());
      return isOut && enrolmentOfPod(pod, manifests)?.product !== product ? [{ product, field }] : [];
    }),
  );
}
