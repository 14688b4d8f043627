import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, invalid, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { webhookClientProblems } from './fields/webhook-client';
import { admissionRuleProblems } from './fields/admission-rule';
import { labelSelectorProblems } from './fields/label-selector';
import { dns1035LabelErrors, dnsSubdomainErrors } from '../../manifest/grammar/dns-name';
import { labelKeyErrors } from '../../manifest/grammar/label-syntax';

/** A webhook has a name of its own, one place where it is called, and rules that say for which requests. */
export const validWebhook: Check = {
  id: 'valid-webhook',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the configuration: it would not know when to call the webhook, or where.',
  kinds: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  ],
  run: function* ({ manifest }) {
    const names = new Set<string>();
    for (const webhook of Field.root(manifest).at('webhooks').items()) {
      const name = webhook.at('name');
      yield* nameProblems(name);
      if (names.has(name.text ?? '')) yield duplicate(name, 'give every webhook a name of its own');
      if (name.text !== undefined) names.add(name.text);
      for (const rule of webhook.at('rules').items()) yield* admissionRuleProblems(rule);
      yield* labelSelectorProblems(webhook.at('namespaceSelector'));
      yield* labelSelectorProblems(webhook.at('objectSelector'));
      yield* reviewVersionProblems(webhook.at('admissionReviewVersions'));
      if (webhook.at('clientConfig').map !== undefined) yield* webhookClientProblems(webhook.at('clientConfig'));
      yield* conditionProblems(webhook.at('matchConditions'));
      const timeout = webhook.at('timeoutSeconds');
      if (timeout.number !== undefined && (timeout.number < 1 || timeout.number > 30)) {
        yield invalid(timeout, 'the timeout value must be between 1 and 30 seconds', 'use at most 30 seconds');
      }
    }
  },
};

function* nameProblems(name: Field): Iterable<Problem> {
  if (name.text === undefined) return;
  if (name.text === '') {
    yield required(name, '', 'give the webhook a name with a domain');
    return;
  }
  const errors = dnsSubdomainErrors(name.text);
  yield* invalidByEach(name, errors, 'use a domain, such as pods.example.com');
  if (errors.length === 0 && name.text.split('.').length < 3) {
    const rule = 'should be a domain with at least three segments separated by dots';
    yield invalid(name, rule, 'use a domain, such as pods.example.com');
  }
}

function* reviewVersionProblems(versions: Field): Iterable<Problem> {
  if (!versions.isSet) return;
  const names = versions.items().map(({ text = '' }) => text);
  if (names.length === 0) yield required(versions, 'must specify one of v1, v1beta1', 'write ["v1"]');
  for (const [index, version] of versions.items().entries()) {
    if (names.indexOf(names[index] ?? '') < index) yield invalid(version, 'duplicate version', 'remove it');
    else yield* invalidByEach(version, dns1035LabelErrors(names[index] ?? ''), 'use v1');
  }
  if (names.length > 0 && !names.includes('v1') && !names.includes('v1beta1')) {
    yield invalid(versions, 'must include at least one of v1, v1beta1', 'add v1');
  }
}

function* conditionProblems(conditions: Field): Iterable<Problem> {
  const names = new Set<string>();
  for (const condition of conditions.items()) {
    const [name, expression] = [condition.at('name'), condition.at('expression')];
    if (expression.text?.trim() === '') yield required(expression, '', 'write a CEL expression');
    if (name.value === '') yield required(name, '', 'name the condition');
    if (name.text === undefined || name.text === '') continue;
    yield* invalidByEach(name, labelKeyErrors(name.text), 'use letters, digits and hyphens');
    if (names.has(name.text)) yield duplicate(name, 'give every condition a name of its own');
    names.add(name.text);
  }
}
