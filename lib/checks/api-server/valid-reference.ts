import { apiGroup } from '../../manifest/objects/api-version';
import { containersOf } from '../../manifest/pods/containers';
import { Field } from '../../manifest/objects/field';
import { podOwningKinds, podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { fieldsAt } from './fields/fields-at';
import { namesByKind, namesInContainers, namesInPods, type NameRule } from './fields/name-rules';

/** A field that refers to something by name has a name that such a thing can have. */
export const validReference: Check = {
  id: 'valid-reference',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the object: nothing of that kind could ever have the name that it refers to.',
  kinds: [...new Set([...podOwningKinds, ...Object.keys(namesByKind)])].sort(),
  run: function* (object) {
    const { manifest } = object;
    const kind = `${apiGroup(manifest.apiVersion)}/${manifest.kind}`;
    yield* nameProblems(Field.root(manifest), Object.hasOwn(namesByKind, kind) ? (namesByKind[kind] ?? []) : []);
    const template = podTemplateOf(object);
    if (template === undefined) return;
    const spec = Field.at(template.specPath, template.spec);
    yield* nameProblems(spec, namesInPods);
    for (const { field } of containersOf(spec)) yield* nameProblems(field, namesInContainers);
  },
};

function* nameProblems(root: Field, rules: readonly NameRule[]): Iterable<Problem> {
  for (const rule of rules) {
    const end = rule.path.lastIndexOf('.');
    const last = rule.path.slice(end + 1);
    for (const parent of end === -1 ? [root] : fieldsAt(root, rule.path.slice(0, end))) {
      if (parent.map !== undefined) yield* problemsOf(parent.at(last), rule);
    }
  }
}

function* problemsOf(field: Field, { empty, mayBeMissing = false, grammar }: NameRule): Iterable<Problem> {
  if (field.isSet && field.text === undefined) return;
  if (!field.isSet && (mayBeMissing || empty === 'allowed')) return;
  const text = field.text ?? '';
  if (text === '' && typeof empty === 'object') {
    yield required(field, empty.required, `set ${field.name}`);
  } else if (text !== '' || empty === 'invalid') {
    yield* invalidByEach(field, grammar?.(text) ?? [], 'use a name that such an object can have', text);
  }
}
