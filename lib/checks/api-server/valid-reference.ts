import { apiGroup } from '../../manifest/objects/api-version';
import { containersOf } from '../../manifest/pods/containers';
import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { invalidByEach, required } from '../field-error';
import { FieldRules } from '../field-rules';
import type { Problem } from '../finding';
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
    const rules = rulesByKind.get(`${apiGroup(manifest.apiVersion)}/${manifest.kind}`);
    if (rules !== undefined) yield* nameProblems(Field.root(manifest), rules);
    const template = podTemplateOf(object);
    if (template === undefined) return;
    const spec = Field.at(template.specPath, template.spec);
    yield* nameProblems(spec, rulesInPods);
    for (const { field } of containersOf(spec)) yield* nameProblems(field, rulesInContainers);
  },
};

interface NameWithin {
  /** Of what has the name: it may be required there. */
  readonly path: string;
  readonly name: string;
  readonly rule: NameRule;
}

const rulesByKind = new Map(Object.entries(namesByKind).map(([kind, rules]) => [kind, fieldRules(rules)]));
const rulesInPods = fieldRules(namesInPods);
const rulesInContainers = fieldRules(namesInContainers);

function fieldRules(rules: readonly NameRule[]): FieldRules<NameWithin> {
  return new FieldRules(
    rules.map((rule) => {
      const end = rule.path.lastIndexOf('.');
      return { path: rule.path.slice(0, Math.max(end, 0)), name: rule.path.slice(end + 1), rule };
    }),
  );
}

function* nameProblems(root: Field, rules: FieldRules<NameWithin>): Iterable<Problem> {
  for (const { field, rule } of rules.about(root)) {
    if (field.map !== undefined) yield* problemsOf(field.at(rule.name), rule.rule);
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
