import { apiGroup } from '../../manifest/objects/api-version';
import { definitionOf } from '../../manifest/objects/custom-resource-definitions';
import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import { parseLabels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceLabels } from '../../manifest/objects/namespace-labels';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import {
  admissionWebhooks,
  asksBeforeCreation,
  mustAnswer,
  webhookSelects,
  type CreatedResource,
} from '../../manifest/network/admission-webhooks';
import { serviceSelectorOf } from '../../manifest/network/service-ports';

/** Webhooks that must answer, by the groups of custom resources that they name. What CEL leaves out nobody knows here. */
const requiredWebhooks = perManifestSet((manifests): ReadonlyMap<string, readonly Field[]> => {
  const byGroup = new Map<string, Field[]>();
  for (const webhook of admissionWebhooks(manifests).filter(mustAnswer)) {
    const groups = webhook
      .at('rules')
      .items()
      .flatMap((rule) => rule.at('apiGroups').items())
      .flatMap(({ text }) => text ?? []);
    for (const each of new Set(groups)) byGroup.set(each, [...(byGroup.get(each) ?? []), webhook]);
  }
  return byGroup;
});

/** What answers for the webhooks that must admit a custom resource, and for the one that converts it. */
export function neededForWebhooks(object: LocatedManifest, manifests: ManifestSet): readonly LocatedManifest[] {
  const { manifest } = object;
  const ownGroup = apiGroup(manifest.apiVersion);
  const definition = definitionOf(manifests, ownGroup, manifest.kind);
  if (definition === undefined) return [];
  const spec = Field.root(definition.manifest).at('spec');
  const conversion = spec.at('conversion', 'webhook', 'clientConfig', 'service');
  const created: CreatedResource = {
    groups: [ownGroup],
    resource: spec.at('names', 'plural').text ?? '',
    scope: spec.at('scope').text ?? '',
  };
  const asked = (requiredWebhooks(manifests).get(ownGroup) ?? []).filter(
    (webhook) => asksBeforeCreation(webhook, created) && selects(webhook, object, manifests),
  );
  return [
    ...serversOf(conversion, manifests),
    ...asked.flatMap((webhook) => serversOf(webhook.at('clientConfig', 'service'), manifests)),
  ];
}

function selects(webhook: Field, { manifest }: LocatedManifest, manifests: ManifestSet): boolean {
  return (
    webhookSelects(webhook.at('objectSelector'), parseLabels(manifest.metadata.labels) ?? {}) &&
    (manifest.metadata.namespace === undefined ||
      webhookSelects(webhook.at('namespaceSelector'), namespaceLabels(manifests, namespaceOf(manifest))))
  );
}

/** The workloads behind a Service. */
function serversOf(service: Field, manifests: ManifestSet): readonly LocatedManifest[] {
  const { text: name } = service.at('name');
  const { text: namespace } = service.at('namespace');
  if (name === undefined || namespace === undefined) return [];
  const object = findObject(manifests, { group: '', kind: 'Service', namespace, name });
  const selector = object === undefined ? undefined : serviceSelectorOf(object.manifest);
  if (selector === undefined) return [];
  return manifests.podsSelectedBy(namespace, { matchLabels: selector }).map(({ owner }) => owner);
}
