import { isJsonObject } from '../../manifest/objects/json';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { madePods } from '../../products/made-pods';

/** The pods of custom resources of a tree, as far as their templates say what they look like. */
export function customPodTemplates(manifests: ManifestSet): readonly PodTemplate[] {
  return madePods(manifests).flatMap(({ metadata, spec, ...pods }) => {
    if (!isJsonObject(spec?.value)) return [];
    return [
      {
        ...pods,
        metadataPath: metadata.path,
        specPath: spec.path,
        metadata: isJsonObject(metadata.value) ? metadata.value : {},
        spec: spec.value,
      },
    ];
  });
}
