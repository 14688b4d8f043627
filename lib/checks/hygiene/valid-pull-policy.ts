import { parseImageReference } from '../../manifest/pods/image-reference';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** A container does not rely on images that happen to be on its node. */
export const validPullPolicy: Check = podCheck({
  id: 'valid-pull-policy',
  severity: 'warning',
  profile: 'production',
  why: 'Whether the Pod starts, and what it runs, depends on what was pulled to the node before.',
  problems: function* ({ containers }) {
    for (const { field } of containers) {
      const policy = field.at('imagePullPolicy');
      const reference = parseImageReference(field.at('image').text ?? '');
      if (reference === undefined) continue;
      const isNewest = reference.digest === undefined && (reference.tag ?? 'latest') === 'latest';
      if (policy.text === 'Never') {
        const message = 'Invalid value: "Never": the image must be on every node already';
        yield { path: policy.path, message, fix: 'use IfNotPresent' };
      } else if (policy.text === 'IfNotPresent' && isNewest) {
        const message = 'Invalid value: "IfNotPresent": keeps what was newest when the node pulled it first';
        yield { path: policy.path, message, fix: 'name a version' };
      }
    }
  },
});
