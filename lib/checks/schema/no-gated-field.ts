import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { Field } from '../../manifest/field';
import type { Check } from '../check';
import type { Problem } from '../finding';
import { podCheck, type VisitedPod } from '../pod-check';
import { visits } from '../visits';
import { gatedFields, type GatedField } from './gated-fields';
import { gatedObjectFields } from './gated-object-fields';

const common = {
  id: 'no-gated-field',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server stores the object without the field and says nothing: isolation, a hook or a volume is missing from pods that run.',
  assumptions: ['The API server has those feature gates on that its Kubernetes version turns on by default.'],
} as const;

const inPods = podCheck({
  ...common,
  problems: function* (pod, { cluster: { kubernetesVersion } }) {
    for (const gated of gatedFields) {
      if (isDropped(gated, kubernetesVersion)) yield* problems(fieldsOf(pod, gated), gated, kubernetesVersion);
    }
  },
});

/** An object must not have a field that the API server drops because the feature behind it is off. */
export const noGatedField: Check = {
  ...common,
  kinds: [...new Set([...inPods.kinds, ...gatedObjectFields.flatMap(({ kinds }) => kinds)])],
  run: function* (object, context) {
    yield* inPods.run(object, context);
    const { kubernetesVersion } = context.cluster;
    for (const gated of gatedObjectFields) {
      if (!isDropped(gated, kubernetesVersion) || !visits(gated, object.manifest)) continue;
      yield* problems(fieldsAt(Field.root(object.manifest), gated.path), gated, kubernetesVersion);
    }
  },
};

type Gate = Omit<GatedField, 'of' | 'path'>;

/** What a version does not know at all is the business of valid-schema. */
function isDropped({ since, onFrom }: Gate, version: KubernetesVersion): boolean {
  return isAtLeast(version, since) && (onFrom === undefined || !isAtLeast(version, onFrom));
}

function* problems(
  fields: readonly Field[],
  { gate, onFrom, harmless }: Gate,
  version: KubernetesVersion,
): Iterable<Problem> {
  for (const field of fields) {
    if (!field.isSet || field.value === harmless) continue;
    yield {
      path: field.path,
      message: `Forbidden: Kubernetes ${version} drops it without a word unless the feature gate ${gate} is on`,
      fix: `leave it out${onFrom === undefined ? '' : ` until Kubernetes ${onFrom}`}, or turn the gate on and suppress this finding`,
    };
  }
}

function fieldsOf({ spec, containers }: VisitedPod, { of, path }: GatedField): readonly Field[] {
  return of === 'pod' ? fieldsAt(spec, path) : containers.flatMap(({ field }) => fieldsAt(field, path));
}

function fieldsAt(root: Field, path: string): readonly Field[] {
  return path
    .split('.')
    .reduce<readonly Field[]>(
      (fields, step) => fields.flatMap((field) => (step === '*' ? field.items() : [field.at(step)])),
      [root],
    );
}
