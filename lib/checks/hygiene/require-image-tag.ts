import { parseImageReference } from '../../manifest/pods/image-reference';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** The image of a container names its version. */
export const requireImageTag: Check = podCheck({
  id: 'require-image-tag',
  severity: 'error',
  profile: 'production',
  why: 'Each node pulls what is newest at the time: Pods of one workload run different versions, and there is nothing to go back to.',
  problems: function* ({ containers }) {
    for (const { field } of containers) {
      const image = field.at('image');
      const reference = image.text === undefined ? undefined : parseImageReference(image.text);
      if (reference === undefined || reference.digest !== undefined) continue;
      if (reference.tag !== undefined && reference.tag !== 'latest') continue;
      const problem = reference.tag === undefined ? 'has neither a tag nor a digest' : 'is whatever was pushed last';
      const message = `Invalid value: ${JSON.stringify(image.text)}: ${problem}`;
      yield { path: image.path, message, fix: 'name the version by its tag, or better its digest' };
    }
  },
});
