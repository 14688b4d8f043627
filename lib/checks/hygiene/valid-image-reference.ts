import { parseImageReference } from '../../manifest/pods/image-reference';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** The image of a container can be read as one. */
export const validImageReference: Check = podCheck({
  id: 'valid-image-reference',
  severity: 'error',
  profile: 'baseline',
  why: 'The kubelet does not even try to pull it: the Pod stays in InvalidImageName.',
  problems: function* ({ containers }) {
    for (const { field } of containers) {
      const image = field.at('image');
      if (image.text === undefined || image.text === '' || parseImageReference(image.text) !== undefined) continue;
      yield {
        path: image.path,
        message: `Invalid value: ${JSON.stringify(image.text)}: is no image reference`,
        fix: 'write it as registry/repository:tag or registry/repository@sha256:…',
      };
    }
  },
});
