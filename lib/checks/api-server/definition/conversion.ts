import type { Field } from '../../../manifest/objects/field';
import { emptyText, forbidden, invalid, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { webhookClientProblems } from '../fields/webhook-client';
import { dns1035LabelErrors } from '../../../manifest/grammar/dns-name';

/** How objects are converted between versions: not at all, or by one webhook that understands the server. */
export function* conversionProblems(conversion: Field): Iterable<Problem> {
  if (!conversion.isSet) return;
  const [strategy, webhook] = [conversion.at('strategy'), conversion.at('webhook')];
  yield* emptyText(strategy, 'use None or Webhook');
  if (strategy.text !== undefined && strategy.text !== '' && !['None', 'Webhook'].includes(strategy.text)) {
    yield unsupported(strategy, ['None', 'Webhook'], 'use None or Webhook');
  }
  if (strategy.value === 'Webhook') yield* webhookProblems(webhook);
  else if (webhook.isSet) {
    const rule = 'should not be set when strategy is not set to Webhook';
    for (const name of ['clientConfig', 'conversionReviewVersions']) {
      const field = webhook.at(name);
      if (field.isSet) yield forbidden(field, rule, 'use strategy: Webhook, or leave webhook out');
    }
  }
}

function* webhookProblems(webhook: Field): Iterable<Problem> {
  const client = webhook.at('clientConfig');
  if (client.isSet) yield* webhookClientProblems(client);
  else yield required(client, 'required when strategy is set to Webhook', 'name the service of the webhook');
  yield* reviewVersionProblems(webhook.at('conversionReviewVersions'));
}

const understood = ['v1', 'v1beta1'];

function* reviewVersionProblems(versions: Field): Iterable<Problem> {
  if (versions.items().length === 0) {
    yield required(versions, '', 'name v1');
    return;
  }
  const seen = new Set<string>();
  for (const version of versions.items()) {
    const text = version.text ?? '';
    if (seen.has(text)) yield invalid(version, 'duplicate version', 'name each version once');
    else for (const error of dns1035LabelErrors(text)) yield invalid(version, error, 'name v1');
    seen.add(text);
  }
  if (!understood.some((version) => seen.has(version))) {
    yield invalid(versions, `must include at least one of ${understood.join(', ')}`, 'add v1');
  }
}
