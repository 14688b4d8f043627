import { Field } from '../../manifest/objects/field';
import { findObject } from '../../manifest/objects/find-object';
import { matchesSelector, parseLabelSelector, type Labels } from '../../manifest/objects/label-selector';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceLabels } from '../../manifest/objects/namespace-labels';
import type { ObjectIdentity } from '../../manifest/objects/object-identity';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { serviceSelectorOf } from '../../manifest/network/service-ports';
import type { Check } from '../check';

/** A webhook that must answer before a Pod is created is not asked about the Pods that answer for it. */
export const noSelfBlockingWebhook: Check = {
  id: 'no-self-blocking-webhook',
  severity: 'error',
  profile: 'baseline',
  why:
    'Once all Pods of the webhook are gone, no new one can be created, because the webhook would have to allow it: ' +
    'the cluster stays stuck until somebody deletes the configuration.',
  kinds: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  ],
  run: function* ({ manifest }, { manifests }) {
    for (const webhook of Field.root(manifest).at('webhooks').items()) {
      const failurePolicy = webhook.at('failurePolicy');
      // What match conditions leave out is decided by CEL over the request.
      if (failurePolicy.text === 'Ignore' || webhook.at('matchConditions').isSet || !asksAboutPods(webhook)) continue;
      const service = webhook.at('clientConfig', 'service');
      const name = service.at('name').text;
      const namespace = service.at('namespace').text;
      if (name === undefined || namespace === undefined) continue;
      if (!matches(webhook.at('namespaceSelector'), namespaceLabels(manifests, namespace))) continue;
      const pods = podsBehind({ group: '', kind: 'Service', namespace, name }, manifests);
      if (pods.length > 0 && !pods.some(({ labels }) => matches(webhook.at('objectSelector'), labels))) continue;
      yield {
        path: webhook.at('namespaceSelector').path,
        message: `Invalid value: the webhook must allow the Pods of namespace ${namespace}, in which it runs itself`,
        fix: `exclude it: namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [${namespace}] }] }`,
      };
    }
  },
};

function asksAboutPods(webhook: Field): boolean {
  return webhook
    .at('rules')
    .items()
    .some(
      (rule) =>
        includesOneOf(rule.at('apiGroups'), ['', '*']) &&
        includesOneOf(rule.at('resources'), ['pods', '*', '*/*']) &&
        includesOneOf(rule.at('operations'), ['CREATE', '*']) &&
        (rule.at('scope').text ?? '*') !== 'Cluster',
    );
}

function includesOneOf(list: Field, values: readonly string[]): boolean {
  return list.items().some(({ text }) => text !== undefined && values.includes(text));
}

/** A selector that is left out matches everything; one that cannot be read is taken to match nothing. */
function matches(field: Field, labels: Labels): boolean {
  if (!field.isSet) return true;
  const selector = parseLabelSelector(field.value);
  return selector !== undefined && matchesSelector(selector, labels);
}

function podsBehind(service: ObjectIdentity, manifests: ManifestSet): readonly PodTemplate[] {
  const object = findObject(manifests, service);
  const selector = object === undefined ? undefined : serviceSelectorOf(object.manifest);
  return selector === undefined ? [] : manifests.podsSelectedBy(service.namespace, { matchLabels: selector });
}
