import { parseImageReference } from '../../manifest/pods/image-reference';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** The image of a container is named by its content. */
export const requireImageDigest: Check = podCheck({
  id: 'require-image-digest',
  severity: 'info',
  profile: 'strict',
  why: 'Whoever may push to the registry can move a tag: what runs tomorrow is not what was reviewed today.',
  problems: function* ({ containers }) {
    for (const { field } of containers) {
      const image = field.at('image');
      const reference = image.text === undefined ? undefined : parseImageReference(image.text);
      if (reference === undefined || reference.digest !== undefined) continue;
      const message = `Invalid value: ${JSON.stringify(image.text)}: a tag may be moved`;
      yield { path: image.path, message, fix: 'add the digest: name:tag@sha256:…' };
    }
  },
});
