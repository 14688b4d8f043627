import { apiGroup } from '../objects/api-version';
import { Field } from '../objects/field';
import type { Manifest } from '../objects/manifest';
import type { ObjectIdentity } from '../objects/object-identity';

/** A Service that the API server calls: an admission or conversion webhook, or an aggregated API. */
export interface CalledService {
  /** Where `name`, `namespace` and `port` stand. */
  readonly field: Field;
  readonly service: ObjectIdentity;
  readonly port: number;
}

/** Kinds through which the API server calls a Service, as `group/kind`. */
export const callingKinds = [
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
] as const;

/** The Services that the API server calls because of an object. */
export function calledServicesOf(manifest: Manifest): readonly CalledService[] {
  return clientsOf(manifest).flatMap((field) => {
    const name = field.at('name').text;
    const namespace = field.at('namespace').text;
    if (name === undefined || namespace === undefined) return [];
    return [{ field, service: { group: '', kind: 'Service', namespace, name }, port: field.at('port').number ?? 443 }];
  });
}

function clientsOf(manifest: Manifest): readonly Field[] {
  const root = Field.root(manifest);
  switch (`${apiGroup(manifest.apiVersion)}/${manifest.kind}`) {
    case 'apiextensions.k8s.io/CustomResourceDefinition':
      return [root.at('spec', 'conversion', 'webhook', 'clientConfig', 'service')];
    case 'apiregistration.k8s.io/APIService':
      return [root.at('spec', 'service')];
    default:
      return root
        .at('webhooks')
        .items()
        .map((webhook) => webhook.at('clientConfig', 'service'));
  }
}
