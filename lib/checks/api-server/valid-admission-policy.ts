import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, emptyText, required } from '../field-error';
import type { Problem } from '../finding';
import { admissionRuleProblems } from './fields/admission-rule';

/** An admission policy says which requests it judges and by what; a binding says what becomes of the verdict. */
export const validAdmissionPolicy: Check = {
  id: 'valid-admission-policy',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the policy, so that nothing is judged by it.',
  kinds: [
    'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  ],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* manifest.kind === 'ValidatingAdmissionPolicy' ? policyProblems(spec) : bindingProblems(spec);
  },
};

function* policyProblems(spec: Field): Iterable<Problem> {
  const [constraints, validations] = [spec.at('matchConstraints'), spec.at('validations')];
  const rules = constraints.at('resourceRules');
  if (!constraints.isSet) yield required(constraints, '', 'say which requests the policy judges');
  else if (rules.items().length === 0) yield required(rules, '', 'add a rule');
  for (const rule of rules.items()) yield* admissionRuleProblems(rule);
  if (validations.items().length === 0 && spec.at('auditAnnotations').items().length === 0) {
    const rule = 'validations or auditAnnotations must contain at least one item';
    yield required(validations, rule, 'add what must hold');
  }
  for (const validation of validations.items()) {
    if (validation.at('expression').text?.trim() === '') {
      yield required(validation.at('expression'), 'expression is not specified', 'write a CEL expression');
    }
  }
}

function* bindingProblems(spec: Field): Iterable<Problem> {
  const actions = spec.at('validationActions');
  if (actions.items().length === 0) {
    yield required(actions, 'at least one validation action is required', 'write ["Deny"]');
  }
  const seen = new Set<string>();
  for (const action of actions.items()) {
    yield* emptyText(action, 'use Deny, Warn or Audit');
    if (action.text === undefined) continue;
    if (seen.has(action.text)) yield duplicate(action, 'name each action once');
    seen.add(action.text);
  }
}
