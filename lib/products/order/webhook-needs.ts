import { apiGroup } from '../../manifest/objects/api-version';
import { definitionOf } from '../../manifest/objects/custom-resource-definitions';
import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import { matchesSelector, parseLabelSelector, parseLabels, type Labels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceLabels } from '../../manifest/objects/namespace-labels';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { serviceSelectorOf } from '../../manifest/network/service-ports';

const group = 'admissionregistration.k8s.io';
const kinds = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** Webhooks that must answer, by the groups of custom resources that they name. What CEL leaves out nobody knows here. */
const requiredWebhooks = perManifestSet((manifests): ReadonlyMap<string, readonly Field[]> => {
  const byGroup = new Map<string, Field[]>();
  for (const configuration of kinds.flatMap((kind) => manifests.ofKind(group, kind)))
    for (const webhook of Field.root(configuration.manifest).at('webhooks').items()) {
      if (!mustAnswer(webhook)) continue;
      const groups = webhook
        .at('rules')
        .items()
        .flatMap((rule) => rule.at('apiGroups').items())
        .flatMap(({ text }) => text ?? []);
      for (const each of new Set(groups)) byGroup.set(each, [...(byGroup.get(each) ?? []), webhook]);
    }
  return byGroup;
});

function mustAnswer(webhook: Field): boolean {
  return webhook.at('failurePolicy').text !== 'Ignore' && !webhook.at('matchConditions').isSet;
}

/** What answers for the webhooks that must admit a custom resource, and for the one that converts it. */
export function neededForWebhooks(object: LocatedManifest, manifests: ManifestSet): readonly LocatedManifest[] {
  const { manifest } = object;
  const ownGroup = apiGroup(manifest.apiVersion);
  const definition = definitionOf(manifests, ownGroup, manifest.kind);
  if (definition === undefined) return [];
  const names = Field.root(definition.manifest).at('spec', 'names');
  const conversion = Field.root(definition.manifest).at('spec', 'conversion', 'webhook', 'clientConfig', 'service');
  const asked = (requiredWebhooks(manifests).get(ownGroup) ?? []).filter((webhook) =>
    asksAbout(webhook, ownGroup, names.at('plural').text ?? '', object, manifests),
  );
  return [
    ...serversOf(conversion, manifests),
    ...asked.flatMap((webhook) => serversOf(webhook.at('clientConfig', 'service'), manifests)),
  ];
}

function asksAbout(
  webhook: Field,
  ownGroup: string,
  plural: string,
  { manifest }: LocatedManifest,
  manifests: ManifestSet,
): boolean {
  const isAsked = webhook
    .at('rules')
    .items()
    .some(
      (rule) =>
        includesOneOf(rule.at('apiGroups'), [ownGroup]) &&
        includesOneOf(rule.at('resources'), [plural, '*', '*/*']) &&
        includesOneOf(rule.at('operations'), ['CREATE', '*']),
    );
  return (
    isAsked &&
    matches(webhook.at('objectSelector'), parseLabels(manifest.metadata.labels) ?? {}) &&
    (manifest.metadata.namespace === undefined ||
      matches(webhook.at('namespaceSelector'), namespaceLabels(manifests, namespaceOf(manifest))))
  );
}

function includesOneOf(list: Field, values: readonly string[]): boolean {
  return list.items().some(({ text }) => text !== undefined && values.includes(text));
}

function matches(field: Field, labels: Labels): boolean {
  if (!field.isSet) return true;
  const selector = parseLabelSelector(field.value);
  return selector !== undefined && matchesSelector(selector, labels);
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
