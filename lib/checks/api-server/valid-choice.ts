import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { apiGroup } from '../../manifest/objects/api-version';
import { containersOf } from '../../manifest/pods/containers';
import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { unsupported } from '../field-error';
import { FieldRules } from '../field-rules';
import { choicesByKind, choicesOfContainers, choicesOfPods, type Choice } from './fields/choices';
import type { Problem } from '../finding';

/** A field that takes one of a few words has one of them. */
export const validChoice: Check = {
  id: 'valid-choice',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server knows a closed list of words for such a field and rejects every other one. The published schemas do not have these lists.',
  kinds: [...new Set([...podOwningKinds, ...Object.keys(choicesByKind)])].sort(),
  run: function* (object, { cluster }) {
    const { manifest } = object;
    const version = cluster.kubernetesVersion;
    const choices = choicesByKind[`${apiGroup(manifest.apiVersion)}/${manifest.kind}`];
    if (choices !== undefined) yield* choiceProblems(Field.root(manifest), choices, version);
    const template = podTemplateOf(object);
    if (template === undefined) return;
    const spec = Field.at(template.specPath, template.spec);
    yield* choiceProblems(spec, choicesOfPods, version);
    for (const { field } of containersOf(spec)) yield* choiceProblems(field, choicesOfContainers, version);
  },
};

function* choiceProblems(root: Field, choices: readonly Choice[], version: KubernetesVersion): Iterable<Problem> {
  for (const { field, rule } of wordsIn(version, choices).about(root)) {
    const { text } = field;
    if (text !== undefined && text !== '' && !rule.allowed.includes(text)) {
      yield unsupported(field, rule.allowed, `use one of ${rule.allowed.join(', ')}`);
    }
  }
}

interface Words {
  readonly path: string;
  readonly allowed: readonly string[];
}

const known = new WeakMap<readonly Choice[], Map<KubernetesVersion, FieldRules<Words>>>();

/** The words that a version knows. */
function wordsIn(version: KubernetesVersion, choices: readonly Choice[]): FieldRules<Words> {
  const byVersion = known.get(choices) ?? new Map<KubernetesVersion, FieldRules<Words>>();
  known.set(choices, byVersion);
  let rules = byVersion.get(version);
  if (rules === undefined) {
    const words = choices.map(({ path, values, since }) => ({
      path,
      allowed: values.filter((value) => isAtLeast(version, since?.[value] ?? '1.0')),
    }));
    // Where there are none, the field itself is newer than the version: that is a finding of its schema.
    rules = new FieldRules(words.filter(({ allowed }) => allowed.length > 0));
    byVersion.set(version, rules);
  }
  return rules;
}
