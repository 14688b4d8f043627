import type { ClusterFacts } from '../../fleet/cluster-facts';
import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { FieldRules, type RuledField } from '../field-rules';
import type { Problem } from '../finding';
import { podCheck } from '../pod-check';
import { visits } from '../visits';
import { gatedFields, type GatedField } from '../../schema/facts/gated-fields';
import { gatedObjectFields, type GatedObjectField } from '../../schema/facts/gated-object-fields';

const common = {
  id: 'no-gated-field',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server stores the object without the field and says nothing: isolation, a hook or a volume is missing from pods that run.',
  assumptions: [
    'The API server has those feature gates on that its Kubernetes version turns on by default, and that of gangs where the cluster is said to have them.',
  ],
} as const;

const inPods = podCheck({
  ...common,
  problems: function* ({ spec, containers }, { cluster }) {
    const { inPods: rules, inContainers } = droppedBy(cluster.kubernetesVersion);
    yield* problems(rules.about(spec), cluster);
    for (const { field } of containers) yield* problems(inContainers.about(field), cluster);
  },
});

/** An object must not have a field that the API server drops because the feature behind it is off. */
export const noGatedField: Check = {
  ...common,
  kinds: [...new Set([...inPods.kinds, ...gatedObjectFields.flatMap(({ kinds }) => kinds)])],
  run: function* (object, context) {
    yield* inPods.run(object, context);
    const { cluster } = context;
    for (const { kinds, rules } of droppedBy(cluster.kubernetesVersion).inObjects) {
      if (visits({ kinds }, object.manifest)) yield* problems(rules.about(Field.root(object.manifest)), cluster);
    }
  },
};

type Gate = Omit<GatedField, 'of' | 'path'>;

interface Dropped {
  readonly inPods: FieldRules<GatedField>;
  readonly inContainers: FieldRules<GatedField>;
  readonly inObjects: readonly { readonly kinds: readonly string[]; readonly rules: FieldRules<GatedObjectField> }[];
}

const dropped = new Map<KubernetesVersion, Dropped>();

function droppedBy(version: KubernetesVersion): Dropped {
  const known = dropped.get(version);
  if (known !== undefined) return known;
  const fields = gatedFields.filter((gated) => isDropped(gated, version));
  const found = {
    inPods: new FieldRules(fields.filter(({ of }) => of === 'pod')),
    inContainers: new FieldRules(fields.filter(({ of }) => of === 'container')),
    inObjects: gatedObjectFields
      .filter((gated) => isDropped(gated, version))
      .map((gated) => ({ kinds: gated.kinds, rules: new FieldRules([gated]) })),
  };
  dropped.set(version, found);
  return found;
}

/** What a version does not know at all is the business of valid-schema. */
function isDropped({ since, onFrom }: Gate, version: KubernetesVersion): boolean {
  return isAtLeast(version, since) && (onFrom === undefined || !isAtLeast(version, onFrom));
}

/** A gate without which the cluster would not be what is said of it. */
function isOn(gate: string, { gangScheduling }: ClusterFacts): boolean {
  return gate === 'GenericWorkload' && gangScheduling?.product === 'kubernetes';
}

function* problems(fields: readonly RuledField<Gate>[], cluster: ClusterFacts): Iterable<Problem> {
  const { kubernetesVersion: version } = cluster;
  for (const { field, rule } of fields) {
    const { gate, onFrom, harmless } = rule;
    if (field.value === harmless || isOn(gate, cluster)) continue;
    yield {
      path: field.path,
      message: `Forbidden: Kubernetes ${version} drops it without a word unless the feature gate ${gate} is on`,
      fix: `leave it out${onFrom === undefined ? '' : ` until Kubernetes ${onFrom}`}, or turn the gate on and suppress this finding`,
    };
  }
}
