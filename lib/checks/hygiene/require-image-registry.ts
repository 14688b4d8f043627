import { parseImageReference } from '../../manifest/pods/image-reference';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** The image of a container names the registry that it comes from. */
export const requireImageRegistry: Check = podCheck({
  id: 'require-image-registry',
  severity: 'info',
  profile: 'strict',
  why: 'The configuration of the node decides which registry is meant: Docker Hub with its rate limits, or any other.',
  problems: function* ({ containers }) {
    for (const { field } of containers) {
      const image = field.at('image');
      const reference = image.text === undefined ? undefined : parseImageReference(image.text);
      if (reference === undefined || reference.registry !== undefined) continue;
      const message = `Invalid value: ${JSON.stringify(image.text)}: names no registry`;
      yield { path: image.path, message, fix: 'name it, such as docker.io, or a mirror of your own' };
    }
  },
});
