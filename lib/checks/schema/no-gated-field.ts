import { isAtLeast } from '../../fleet/kubernetes-version';
import type { Field } from '../../manifest/field';
import { podCheck, type VisitedPod } from '../pod-check';
import { gatedFields, type GatedField } from './gated-fields';

/** A pod must not have a field that the API server drops because the feature behind it is off. */
export const noGatedField = podCheck({
  id: 'no-gated-field',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server stores the object without the field and says nothing: isolation, a hook or a volume is missing from pods that run.',
  assumptions: ['The API server has those feature gates on that its Kubernetes version turns on by default.'],
  problems: function* (pod, { cluster: { kubernetesVersion } }) {
    for (const gated of gatedFields) {
      const { gate, since, onFrom, harmless } = gated;
      // What a version does not know at all is the business of valid-schema.
      if (!isAtLeast(kubernetesVersion, since)) continue;
      if (onFrom !== undefined && isAtLeast(kubernetesVersion, onFrom)) continue;
      for (const field of fieldsOf(pod, gated)) {
        if (!field.isSet || field.value === harmless) continue;
        yield {
          path: field.path,
          message: `Forbidden: Kubernetes ${kubernetesVersion} drops it without a word unless the feature gate ${gate} is on`,
          fix: `leave it out${onFrom === undefined ? '' : ` until Kubernetes ${onFrom}`}, or turn the gate on and suppress this finding`,
        };
      }
    }
  },
});

function fieldsOf({ spec, containers }: VisitedPod, { of, path }: GatedField): readonly Field[] {
  const roots = of === 'pod' ? [spec] : containers.map(({ field }) => field);
  return path
    .split('.')
    .reduce<readonly Field[]>(
      (fields, step) => fields.flatMap((field) => (step === '*' ? field.items() : [field.at(step)])),
      roots,
    );
}
