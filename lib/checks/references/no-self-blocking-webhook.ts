import { Field } from '../../manifest/objects/field';
import { findObject } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceLabels } from '../../manifest/objects/namespace-labels';
import type { ObjectIdentity } from '../../manifest/objects/object-identity';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import {
  admissionKinds,
  asksBeforeCreation,
  mustAnswer,
  webhookSelects,
} from '../../manifest/network/admission-webhooks';
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
  kinds: admissionKinds,
  run: function* ({ manifest }, { manifests }) {
    for (const webhook of Field.root(manifest).at('webhooks').items()) {
      if (!mustAnswer(webhook) || !asksBeforeCreation(webhook, pods)) continue;
      const service = webhook.at('clientConfig', 'service');
      const name = service.at('name').text;
      const namespace = service.at('namespace').text;
      if (name === undefined || namespace === undefined) continue;
      if (!webhookSelects(webhook.at('namespaceSelector'), namespaceLabels(manifests, namespace))) continue;
      const servers = podsBehind({ group: '', kind: 'Service', namespace, name }, manifests);
      if (servers.length > 0 && !servers.some(({ labels }) => webhookSelects(webhook.at('objectSelector'), labels)))
        continue;
      yield {
        path: webhook.at('namespaceSelector').path,
        message: `Invalid value: the webhook must allow the Pods of namespace ${namespace}, in which it runs itself`,
        fix: `exclude it: namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [${namespace}] }] }`,
      };
    }
  },
};

const pods = { groups: ['', '*'], resource: 'pods', scope: 'Namespaced' };

function podsBehind(service: ObjectIdentity, manifests: ManifestSet): readonly PodTemplate[] {
  const object = findObject(manifests, service);
  const selector = object === undefined ? undefined : serviceSelectorOf(object.manifest);
  return selector === undefined ? [] : manifests.podsSelectedBy(service.namespace, { matchLabels: selector });
}
