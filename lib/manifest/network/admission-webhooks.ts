import { Field } from '../objects/field';
import { matchesSelector, parseLabelSelector, type Labels } from '../objects/label-selector';
import type { ManifestSet } from '../objects/manifest-set';

const group = 'admissionregistration.k8s.io';
const kinds = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'] as const;

/** Kinds whose webhooks the API server asks before it stores an object, as `group/kind`. */
export const admissionKinds: readonly string[] = kinds.map((kind) => `${group}/${kind}`);

/** The webhooks of a tree that the API server asks before it stores an object. */
export function admissionWebhooks(manifests: ManifestSet): readonly Field[] {
  return kinds
    .flatMap((kind) => manifests.ofKind(group, kind))
    .flatMap(({ manifest }) => Field.root(manifest).at('webhooks').items());
}

/** Whether a webhook that does not answer keeps objects out. What match conditions leave out is decided by CEL over the request. */
export function mustAnswer(webhook: Field): boolean {
  return webhook.at('failurePolicy').text !== 'Ignore' && !webhook.at('matchConditions').isSet;
}

/** What is about to be created: a resource of a group, in a namespace or not. */
export interface CreatedResource {
  /** The names that a rule may have for the group. */
  readonly groups: readonly string[];
  /** Its plural, in small letters. */
  readonly resource: string;
  readonly scope: string;
}

/** Whether a webhook is asked before such an object is created, by one of its rules. */
export function asksBeforeCreation(webhook: Field, { groups, resource, scope }: CreatedResource): boolean {
  return webhook
    .at('rules')
    .items()
    .some(
      (rule) =>
        includesOneOf(rule.at('apiGroups'), groups) &&
        includesOneOf(rule.at('resources'), [resource, '*', '*/*']) &&
        includesOneOf(rule.at('operations'), ['CREATE', '*']) &&
        ['*', scope].includes(rule.at('scope').text ?? '*'),
    );
}

function includesOneOf(list: Field, values: readonly string[]): boolean {
  return list.items().some(({ text }) => text !== undefined && values.includes(text));
}

/** Whether a selector of a webhook is for labels: one that is left out matches everything, one that cannot be read nothing. */
export function webhookSelects(selector: Field, labels: Labels): boolean {
  if (!selector.isSet) return true;
  const parsed = parseLabelSelector(selector.value);
  return parsed !== undefined && matchesSelector(parsed, labels);
}
