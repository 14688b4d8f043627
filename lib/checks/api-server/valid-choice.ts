import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { apiGroup } from '../../manifest/objects/api-version';
import { containersOf } from '../../manifest/pods/containers';
import { Field } from '../../manifest/objects/field';
import { podOwningKinds, podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { unsupported } from '../field-error';
import { choicesByKind, choicesOfContainers, choicesOfPods, type Choice } from './fields/choices';
import { fieldsAt } from './fields/fields-at';
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
    const choices = choicesByKind[`${apiGroup(manifest.apiVersion)}/${manifest.kind}`] ?? [];
    yield* choiceProblems(Field.root(manifest), choices, version);
    const template = podTemplateOf(object);
    if (template === undefined) return;
    const spec = Field.at(template.specPath, template.spec);
    yield* choiceProblems(spec, choicesOfPods, version);
    for (const { field } of containersOf(spec)) yield* choiceProblems(field, choicesOfContainers, version);
  },
};

function* choiceProblems(root: Field, choices: readonly Choice[], version: KubernetesVersion): Iterable<Problem> {
  for (const { path, values, since } of choices) {
    const allowed = values.filter((value) => isAtLeast(version, since?.[value] ?? '1.0'));
    // The field itself is newer than the version: that is a finding of its schema.
    if (allowed.length === 0) continue;
    for (const field of fieldsAt(root, path)) {
      if (field.text !== undefined && field.text !== '' && !allowed.includes(field.text)) {
        yield unsupported(field, allowed, `use one of ${allowed.join(', ')}`);
      }
    }
  }
}
