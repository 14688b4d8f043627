import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import type { Problem } from '../finding';
import { podCheck, type VisitedPod } from '../pod-check';
import { visits } from '../visits';
import { gatedFields, type GatedField } from '../../schema/facts/gated-fields';
import { gatedObjectFields, type GatedObjectField } from '../../schema/facts/gated-object-fields';

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
    for (const gated of droppedBy(kubernetesVersion).inPods) {
      yield* problems(fieldsOf(pod, gated), gated, kubernetesVersion);
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
    for (const gated of droppedBy(kubernetesVersion).inObjects) {
      if (!visits(gated, object.manifest)) continue;
      yield* problems(fieldsAt(Field.root(object.manifest), gated.path), gated, kubernetesVersion);
    }
  },
};

type Gate = Omit<GatedField, 'of' | 'path'>;

interface Dropped {
  readonly inPods: readonly GatedField[];
  readonly inObjects: readonly GatedObjectField[];
}

const dropped = new Map<KubernetesVersion, Dropped>();

function droppedBy(version: KubernetesVersion): Dropped {
  const known = dropped.get(version);
  if (known !== undefined) return known;
  const found = {
    inPods: gatedFields.filter((gated) => isDropped(gated, version)),
    inObjects: gatedObjectFields.filter((gated) => isDropped(gated, version)),
  };
  dropped.set(version, found);
  return found;
}

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
    if (field.value === harmless) continue;
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

/** The fields that stand at a path: none where a step of it is missing. */
function fieldsAt(root: Field, path: string): readonly Field[] {
  let fields: readonly Field[] = [root];
  for (const step of path.split('.')) {
    const next = step === '*' ? fields.flatMap((field) => field.items()) : fields.map((field) => field.at(step));
    fields = next.filter(({ isSet }) => isSet);
    if (fields.length === 0) return fields;
  }
  return fields;
}
